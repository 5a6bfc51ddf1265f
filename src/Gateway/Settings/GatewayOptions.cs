namespace ToskaMesh.Gateway.Settings;

/// <summary>The gateway's own settings, section <c>Mesh:Gateway</c>.</summary>
internal sealed class GatewayOptions
{
    public const string Section = "Mesh:Gateway";

    /// <summary>HTTP/1.1 in clear text.</summary>
    public int Port { get; set; } = 8080;

    /// <summary>HTTP/2 in clear text with prior knowledge; it cannot share a port with HTTP/1.1.</summary>
    public int H2cPort { get; set; } = 8081;

    /// <summary>Where <c>/metrics</c> is, and nothing else, such as a port that only the scraper reaches. 0: on <c>Port</c>, with everything else.</summary>
    public int MetricsPort { get; set; }

    /// <summary>The address to listen on; 0.0.0.0 in containers.</summary>
    public string Bind { get; set; } = "127.0.0.1";

    /// <summary>Services are reached at <c>{Prefix}/{service}/</c>.</summary>
    public string Prefix { get; set; } = "/mesh";

    /// <summary>Where <c>/api</c> and the like are passed to: the function app, http or https, without a path.</summary>
    public string ControlPlane { get; set; } = "http://127.0.0.1:7071";

    /// <summary>This gateway's name in what it reports, of the form of an instance id. Empty: the machine's name and the port.</summary>
    public string Id { get; set; } = "";

    /// <summary>
    /// The key of role Gateway with which it reports to the control plane. Where several stand, separated by commas, as
    /// the function app may have them, the first. Empty, and no client either: it reports nothing.
    /// </summary>
    public string ApiKey { get; set; } = "";

    public string FirstApiKey => ApiKey.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";

    /// <summary>The client of role Gateway as which it reports, instead of with a key.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>That client's secret. Secret.</summary>
    public string ClientSecret { get; set; } = "";

    public bool IsClient => ClientId.Length > 0;

    /// <summary>Whether it tells the control plane what it sees.</summary>
    public bool Reports => IsClient || FirstApiKey.Length > 0;

    /// <summary>The largest body that is buffered for the control plane, in bytes. Bodies to services are never buffered.</summary>
    public long ControlPlaneBodyLimit { get; set; } = 1024 * 1024;

    /// <summary>Where the gateway keeps its own copies of the documents; empty is <c>gateway</c> in the data directory.</summary>
    public string CacheDirectory { get; set; } = "";

    /// <summary>How often a document's tag is looked at; a signal usually comes first.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Until the response headers, for services without a timeout of their own; afterwards the longest silence in either direction.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>Resolving a name, connecting to each of its addresses, together.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A PEM file: the only authorities trusted for https instances. Empty: those of the system.</summary>
    public string UpstreamCaFile { get; set; } = "";

    /// <summary>Proxies in front of this gateway, as addresses or CIDR networks, whose X-Forwarded-* are believed.</summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>How many verified access tokens are remembered, in about 1 KiB each. Beyond that those go that were not used for longest, to be verified again.</summary>
    public int TokenCache { get; set; } = 10_000;

    public EjectionOptions Ejection { get; set; } = new();

    public DrainOptions Drain { get; set; } = new();

    public WatchOptions Watch { get; set; } = new();

    /// <summary>How many label sets one metric may have; further ones are counted together under an overflow label.</summary>
    public int MetricSeries { get; set; } = 10_000;
}
