using ToskaMesh.Gateway.Observations;

namespace ToskaMesh.Gateway.Health;

/// <summary>All that the gateway remembers about the traffic to one instance; it goes with the instance.</summary>
internal sealed class InstanceRecord(InstanceTraffic traffic)
{
    public InstanceTraffic Traffic => traffic;

    public FailureRecord Failures { get; } = new();
}
