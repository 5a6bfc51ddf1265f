using Microsoft.Extensions.Configuration;
using ToskaMesh.Functions.Profile;

namespace ToskaMesh.Functions.CatalogSync;

/// <summary>The settings of section <c>Mesh:Consul</c>. Nothing is asked of Consul unless one of the two directions is on.</summary>
internal sealed class ConsulOptions
{
    public const string Section = "Mesh:Consul";

    /// <summary>One agent, without a path: what is exported is registered with it.</summary>
    public Uri Address { get; set; } = new("http://127.0.0.1:8500");

    /// <summary>An ACL token: <c>service:read</c> and <c>node:read</c> to import, <c>service:write</c> to export.</summary>
    public string Token { get; set; } = "";

    /// <summary>Whose services are imported; letters, digits, '-' and '_'.</summary>
    public string Datacenter { get; set; } = "dc1";

    /// <summary>Services of the datacenter appear in the mesh.</summary>
    public bool Import { get; set; }

    /// <summary>The mesh's services appear in Consul.</summary>
    public bool Export { get; set; }

    /// <summary>The tag that imported instances must have; empty takes all.</summary>
    public string Tag { get; set; } = "";

    /// <summary>
    /// After how long without this mesh Consul takes what was exported for critical: by default 30 s, and 15 min in
    /// resting mode, so that it outlives three ticks. At most 30 min.
    /// </summary>
    public TimeSpan? Ttl { get; set; }

    /// <summary>Of one request. 100 ms to 10 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How many services are imported, in order of name. 1 to 10,000.</summary>
    public int MaxServices { get; set; } = 500;

    /// <summary>How many instances are exported, in order of service and id. 1 to 100,000.</summary>
    public int MaxExports { get; set; } = 5000;

    public bool IsOn => Import || Export;

    /// <summary>For what is decided before there are options: which services there are, and which queues get events.</summary>
    public static bool IsImportOn(IConfiguration configuration) => IsSet(configuration, nameof(Import));

    /// <inheritdoc cref="IsImportOn"/>
    public static bool IsExportOn(IConfiguration configuration) => IsSet(configuration, nameof(Export));

    public TimeSpan TtlFor(MeshMode mode) => Ttl ?? LeastTtl(mode);

    internal static TimeSpan LeastTtl(MeshMode mode) => mode is MeshMode.Resting ? TimeSpan.FromMinutes(15) : TimeSpan.FromSeconds(30);

    private static bool IsSet(IConfiguration configuration, string setting) =>
        bool.TryParse(configuration[$"{Section}:{setting}"], out var isOn) && isOn;
}
