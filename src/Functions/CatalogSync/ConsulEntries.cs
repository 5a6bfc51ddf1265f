using Consul;
using ToskaMesh.Shared.CatalogSync;
using ToskaMesh.Shared.Registry;
using CheckStatus = Consul.HealthStatus;
using HealthStatus = ToskaMesh.Shared.Registry.HealthStatus;

namespace ToskaMesh.Functions.CatalogSync;

/// <summary>Consul's words in the mesh's.</summary>
internal static class ConsulEntries
{
    public static CatalogInstance Describe(ServiceEntry entry)
    {
        var (service, node) = (entry.Service, entry.Node);
        return new CatalogInstance
        {
            Node = node.Name ?? "",
            Service = service.Service,
            Id = service.ID,
            Address = string.IsNullOrEmpty(service.Address) ? node.Address ?? "" : service.Address,
            Port = service.Port,
            Tags = service.Tags ?? [],
            Metadata = service.Meta is { } meta ? new Dictionary<string, string>(meta) : new Dictionary<string, string>(),
            IsProxy = !string.IsNullOrEmpty(service.Kind?.ToString()),
            Health = Describe(entry.Checks ?? []),
        };
    }

    public static HealthStatus StatusOf(CheckStatus status) =>
        status.Equals(CheckStatus.Passing) ? HealthStatus.Healthy
        : status.Equals(CheckStatus.Warning) ? HealthStatus.Degraded
        : HealthStatus.Unhealthy;

    public static CheckStatus CheckOf(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => CheckStatus.Passing,
        HealthStatus.Degraded => CheckStatus.Warning,
        _ => CheckStatus.Critical,
    };

    public static TTLStatus TtlOf(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => TTLStatus.Pass,
        HealthStatus.Degraded => TTLStatus.Warn,
        _ => TTLStatus.Critical,
    };

    // Of several checks, what the bad ones say; maintenance is an instance that nobody should use.
    private static HealthReport Describe(Consul.HealthCheck[] checks)
    {
        var status = StatusOf(checks.AggregatedStatus());
        var output = string.Join(
            '\n',
            checks.Where(check => !check.Status.Equals(CheckStatus.Passing) && !string.IsNullOrWhiteSpace(check.Output))
                .Select(check => $"{check.Name}: {check.Output.Trim()}"));
        return new HealthReport(status, output.Length == 0 ? null : Shorten(output));
    }

    private static string Shorten(string text) => text.Length <= RegistrationLimits.OutputLength ? text : text[..RegistrationLimits.OutputLength];
}
