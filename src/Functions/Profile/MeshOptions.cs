using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Profile;

/// <summary>Section <c>Mesh</c>: what this control plane is.</summary>
internal sealed class MeshOptions
{
    public const string Section = "Mesh";

    /// <summary>Which adapters serve: embedded (SQLite and files, no server), local or cloud (PostgreSQL, Redis, a broker, blobs).</summary>
    public MeshProfile Profile { get; set; } = MeshProfile.Embedded;

    /// <summary>What carries events: inProcess, rabbitMq or serviceBus; without it inProcess in embedded, rabbitMq in local, serviceBus in cloud.</summary>
    public MeshBus? Bus { get; set; }

    /// <summary>active expects a tick every few seconds; resting every 5 minutes, with leases of 15 minutes or more, so that the app can scale to zero. Traffic alone does not wake the control plane of a resting mesh.</summary>
    public MeshMode Mode { get; set; } = MeshMode.Active;

    /// <summary>Where the embedded profile keeps its files; relative to the current directory. <c>TOSKA_DATA</c> is another name for it.</summary>
    public string DataDirectory { get; set; } = ".toska";

    /// <summary>Whether instances may register loopback addresses; by default in the embedded and local profiles.</summary>
    public bool? AllowLoopback { get; set; }

    /// <summary>Networks and addresses, separated by commas; if there are any, nothing else is registered or dialled, loopback included; what the rules refuse stays refused. Also a list.</summary>
    public string AllowedNetworks { get; set; } = "";

    /// <summary>Ports on which the mesh itself listens, separated by commas: function app, gateway, gateway h2c.</summary>
    public string OwnPorts { get; set; } = "7071,8080,8081";

    /// <summary>Names and addresses under which the mesh is reached besides loopback, separated by commas.</summary>
    public string OwnAddresses { get; set; } = "";

    /// <summary>
    /// How long nothing expires after the control plane slept, and how long the first route table of a new epoch waits
    /// where there is one of another. Above zero, a day at most.
    /// </summary>
    public TimeSpan Grace { get; set; } = GraceRules.DefaultLength;

    /// <summary>A longer pause between two ticks is a sleep.</summary>
    public TimeSpan SleepGap => Mode is MeshMode.Resting ? GraceRules.RestingGap : GraceRules.DefaultGap;

    /// <summary>A longer pause between two ticks is one in which nobody could renew.</summary>
    public TimeSpan AwayGap => Mode is MeshMode.Resting ? Absence.RestingGap : Absence.DefaultGap;

    public string FullDataDirectory => Path.GetFullPath(DataDirectory);

    /// <exception cref="FormatException">A validator did not see these options.</exception>
    public RegistrationTerms ToTerms() => new()
    {
        Addresses = new AddressRules(AllowLoopback ?? Profile is not MeshProfile.Cloud) { AllowedNetworks = AddressNetworks.Parse(AllowedNetworks) },
        OwnPorts = Split(OwnPorts).Select(port => int.Parse(port, System.Globalization.CultureInfo.InvariantCulture)).ToHashSet(),
        OwnAddresses = Split(OwnAddresses).Select(ServiceAddress.Parse).ToHashSet(),
        Resting = Mode is MeshMode.Resting,
    };

    internal static string[] Split(string list) =>
        list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
