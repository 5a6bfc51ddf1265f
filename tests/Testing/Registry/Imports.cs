using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Testing.Registry;

/// <summary>Builds what a source says.</summary>
public static class Imports
{
    public const string Source = "consul:dc1";

    public static ImportedInstance Of(
        string service, string id, int port = 5001, HealthStatus status = HealthStatus.Healthy, Func<Registration, Registration>? with = null) =>
        new(Registrations.Of(service, id, port, with), new HealthReport(status, null));

    public static ImportBatch Batch(params ImportedInstance[] instances) => new(Source, instances, []);

    public static ImportBatch Departure(params string[] ids) => new(Source, [], [.. ids.Select(InstanceId.Parse)]);
}
