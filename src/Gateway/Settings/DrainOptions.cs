namespace ToskaMesh.Gateway.Settings;

/// <summary>How the gateway stops.</summary>
internal sealed class DrainOptions
{
    /// <summary>Between "not ready" and the end of listening, so that whoever balances over gateways sees it first.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long requests in flight may take after that; the rest is cut.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long upgraded connections (WebSockets) may stay; they have no end of their own. Part of <see cref="Timeout"/>.</summary>
    public TimeSpan UpgradedTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
