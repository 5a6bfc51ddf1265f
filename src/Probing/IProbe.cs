using ToskaMesh.Shared.Health;

namespace ToskaMesh.Probing;

/// <summary>One way to ask an instance how it is. What it throws, other than cancellation, <see cref="ProbeFailure"/> puts into words.</summary>
internal interface IProbe
{
    /// <param name="cancellationToken">Of the caller, and of the check's timeout.</param>
    /// <returns>Without a duration.</returns>
    Task<ProbeResult> RunAsync(ProbeTarget target, CancellationToken cancellationToken);
}
