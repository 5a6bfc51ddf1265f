namespace ToskaMesh.Shared.Health;

/// <summary>Section <c>Mesh:Health</c> of the function app.</summary>
public sealed class HealthOptions
{
    public const string Section = "Mesh:Health";

    /// <summary>Who probes; null is <see cref="ProberChoice.Default"/>.</summary>
    public HealthProber? Prober { get; set; }

    /// <summary>A PEM file: the only authorities that the control plane's probes trust. Empty: those of the system. Gateways have their own.</summary>
    public string CaFile { get; set; } = "";
}
