using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ToskaMesh.Samples.Hosting;

/// <summary>What a service must know to join a mesh, from the section <c>Mesh</c> (environment: <c>Mesh__Url</c> …).</summary>
public sealed class MeshSettings
{
    /// <summary>The gateway or the function app; both serve the registration API.</summary>
    public Uri Url { get; set; } = new("http://127.0.0.1:8080");

    /// <summary>A key of role Service that may write this service, or an Admin's.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Unique in the whole mesh; the default is the service's name with the process id.</summary>
    public string? InstanceId { get; set; }

    /// <summary>Whose configurations the instance gets, besides those for all environments.</summary>
    public string Environment { get; set; } = "default";

    /// <summary>How long the mesh believes this instance without a heartbeat; three are sent in that time.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long it still serves after it has left, so that no gateway calls a closed port.</summary>
    public TimeSpan ServeOnAfterLeaving { get; set; } = TimeSpan.FromSeconds(1);

    public string IdFor(string serviceName) =>
        InstanceId ?? string.Create(CultureInfo.InvariantCulture, $"{serviceName}-{System.Environment.ProcessId}");

    internal static MeshSettings From(IConfiguration configuration) =>
        configuration.GetSection("Mesh").Get<MeshSettings>() ?? new MeshSettings();
}
