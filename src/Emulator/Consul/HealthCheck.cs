#nullable disable

namespace Consul;

/// <summary>A check as the catalog knows it.</summary>
public class HealthCheck
{
    public string Node { get; set; }

    public string CheckID { get; set; }

    public string Name { get; set; }

    public HealthStatus Status { get; set; }

    public string Notes { get; set; }

    public string Output { get; set; }

    public string ServiceID { get; set; }

    public string ServiceName { get; set; }

    public string[] ServiceTags { get; set; }

    public string Type { get; set; }
}
