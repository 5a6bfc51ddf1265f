using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Probing;

/// <summary>Sends one probe to one instance. Whether it is time to, and what the result means beside others, is the caller's.</summary>
internal sealed class InstanceProber(ProbeHandlers handlers, InstanceDialer dialer, TimeProvider time)
{
    private readonly HttpProbe _http = new(handlers);
    private readonly GrpcProbe _grpc = new(handlers);
    private readonly TcpProbe _tcp = new(dialer);

    /// <summary>Takes as long as the check's timeout at most. Whatever is wrong with the instance is a result.</summary>
    /// <exception cref="OperationCanceledException">The caller's token: nothing was learned about the instance.</exception>
    public async Task<ProbeResult> ProbeAsync(ProbeTarget target, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var start = time.GetTimestamp();
        using var limit = new CancellationTokenSource(target.Check.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var result = await ProbeOf(target.Check.Type).RunAsync(target, either.Token);
            return result.After(time.GetElapsedTime(start));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ProbeResult.Critical($"did not answer within {target.Check.Timeout:c}", time.GetElapsedTime(start));
        }
        catch (Exception failure) when (ProbeFailure.IsOfTheTarget(failure))
        {
            // Cancellation can look like a connection that broke.
            cancellationToken.ThrowIfCancellationRequested();
            return ProbeResult.Critical(ProbeFailure.Describe(failure), time.GetElapsedTime(start));
        }
    }

    private IProbe ProbeOf(HealthCheckType type) => type switch
    {
        HealthCheckType.Http or HealthCheckType.Https => _http,
        HealthCheckType.Grpc => _grpc,
        HealthCheckType.Tcp => _tcp,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "A ttl check has nothing to probe."),
    };
}
