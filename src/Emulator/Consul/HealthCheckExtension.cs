#nullable disable

namespace Consul;

public static class HealthCheckExtension
{
    /// <summary>Maintenance before critical before warning; passing where there is no check.</summary>
    public static HealthStatus AggregatedStatus(this IEnumerable<HealthCheck> checks)
    {
        ArgumentNullException.ThrowIfNull(checks);
        var worst = HealthStatus.Passing;
        foreach (var check in checks)
        {
            if (check.CheckID == HealthStatus.NodeMaintenance
                || check.CheckID.StartsWith(HealthStatus.ServiceMaintenancePrefix, StringComparison.Ordinal))
            {
                return HealthStatus.Maintenance;
            }

            if (check.Status.Equals(HealthStatus.Critical) || (check.Status.Equals(HealthStatus.Warning) && worst.Equals(HealthStatus.Passing)))
            {
                worst = check.Status;
            }
        }

        return worst;
    }
}
