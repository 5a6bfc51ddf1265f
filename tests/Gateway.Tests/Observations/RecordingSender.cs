using System.Text;
using ToskaMesh.Gateway.Observations;
using ToskaMesh.Shared.Observations;

namespace ToskaMesh.Gateway.Tests.Observations;

/// <summary>A control plane that reads what it is sent as the real one does.</summary>
internal sealed class RecordingSender : IReportSender
{
    public SendOutcome Outcome { get; set; } = SendOutcome.Accepted;

    /// <summary>What it makes of each report, where that is not <see cref="Outcome"/> alone.</summary>
    public Func<GatewayReport, SendOutcome>? Judge { get; set; }

    public List<GatewayReport> Reports { get; } = [];

    public GatewayReport Last => Reports[^1];

    public int LargestBody { get; private set; }

    public Task<SendResult> SendAsync(byte[] report, CancellationToken cancellationToken)
    {
        var parsed = GatewayReportParser.Parse(report);
        Assert.True(parsed.Succeeded, $"{Encoding.UTF8.GetString(report)}: {string.Join(", ", parsed.Errors)}");
        LargestBody = Math.Max(LargestBody, report.Length);
        Reports.Add(parsed.Value);
        var outcome = Judge?.Invoke(parsed.Value) ?? Outcome;
        return Task.FromResult(new SendResult(outcome, outcome.ToString()));
    }
}
