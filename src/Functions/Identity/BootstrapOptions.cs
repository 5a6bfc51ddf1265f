namespace ToskaMesh.Functions.Identity;

/// <summary>Section <c>Mesh</c>: the keys that exist before anybody could make one.</summary>
internal sealed class BootstrapOptions
{
    public const string Section = "Mesh";

    public BootstrapKey Bootstrap { get; set; } = new();

    /// <summary>Keys of role Service.</summary>
    public IList<SeededApiKey> ApiKeys { get; } = [];

    /// <summary>The gateways' keys.</summary>
    public GatewayKeys Gateway { get; set; } = new();
}
