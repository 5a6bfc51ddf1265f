namespace ToskaMesh.Gateway.Observations;

/// <summary>Brings a report to the control plane, once. Whatever goes wrong on the way is a result.</summary>
internal interface IReportSender
{
    Task<SendResult> SendAsync(byte[] report, CancellationToken cancellationToken);
}
