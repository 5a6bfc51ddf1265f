namespace ToskaMesh.Shared.Health;

/// <summary>Section <c>Mesh:Health</c> of the function app.</summary>
public sealed class HealthOptions
{
    public const string Section = "Mesh:Health";

    public const int Most = 100_000;

    /// <summary>Who runs the checks, functions or gateway; without it the control plane in active mode and the gateways in resting mode.</summary>
    public HealthProber? Prober { get; set; }

    /// <summary>Probes of one service that are under way at once, in one process; 1 to 100,000.</summary>
    public int MaxProbesOfService { get; set; } = 1000;

    /// <summary>Probes that are under way at once, in one process, each with a connection; 1 to 100,000.</summary>
    public int MaxProbes { get; set; } = 4000;

    /// <summary>A PEM file: the only authorities that the control plane's probes trust. Empty: those of the system. Gateways have their own.</summary>
    public string CaFile { get; set; } = "";
}
