using System.Diagnostics.Metrics;

namespace ToskaMesh.Gateway.Telemetry;

/// <summary>The gateway's meter; every instrument of it is exported.</summary>
internal sealed class MeshMeter(IMeterFactory factory)
{
    public const string Name = "ToskaMesh.Gateway";

    public Meter Meter { get; } = factory.Create(Name);
}
