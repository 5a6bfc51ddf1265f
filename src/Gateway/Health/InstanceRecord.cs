using ToskaMesh.Gateway.Observations;

namespace ToskaMesh.Gateway.Health;

/// <summary>All that the gateway remembers about the traffic to one instance; it goes with the instance.</summary>
internal sealed class InstanceRecord(MarkedTraffic traffic)
{
    public MarkedTraffic Traffic => traffic;

    public FailureRecord Failures { get; } = new();
}
