using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Gateway.Settings;

/// <summary>What every part of the mesh is told, section <c>Mesh</c>.</summary>
internal sealed class MeshOptions
{
    public const string Section = "Mesh";

    /// <summary>embedded, local or cloud.</summary>
    public string Profile { get; set; } = "embedded";

    /// <summary>active or resting: in a resting mesh traffic alone does not wake the control plane.</summary>
    public string Mode { get; set; } = "active";

    /// <summary>Where the published documents lie in the embedded profile, and the gateway's own copies in each. Without it: the variable TOSKA_DATA, then <c>.toska</c>.</summary>
    public string DataDirectory { get; set; } = "";

    /// <summary>Whether a loopback address may be dialled; null is yes except in the cloud profile.</summary>
    public bool? AllowLoopback { get; set; }

    /// <summary>Networks and addresses, separated by commas; if there are any, nothing else is dialled. Also a list.</summary>
    public string AllowedNetworks { get; set; } = "";

    /// <summary>Whether documents and signals come from servers, for registration: before there are options.</summary>
    public static bool HasServers(IConfiguration configuration) =>
        configuration[$"{Section}:{nameof(Profile)}"] is { } profile && profile.ToUpperInvariant() is "LOCAL" or "CLOUD";

    /// <exception cref="FormatException">A validator did not see these options.</exception>
    public AddressRules ToRules() => new(DialsLoopback) { AllowedNetworks = AddressNetworks.Parse(AllowedNetworks) };

    public bool IsResting => string.Equals(Mode, "resting", StringComparison.OrdinalIgnoreCase);

    public bool DialsLoopback => AllowLoopback ?? !string.Equals(Profile, "cloud", StringComparison.OrdinalIgnoreCase);
}
