namespace ToskaMesh.Cli.Launch;

/// <summary>Which processes a mesh on this machine consists of, and what each is told.</summary>
internal sealed class MeshParts(UpSettings settings, ProfileSettings profile, Installation installation, string dotnet, string gatewayKey)
{
    private const int OrdersInstances = 3;
    private const string GatewayKeySetting = "Mesh__Gateway__ApiKey";

    private string Kept => settings.Data.Parts(settings.Profile);

    /// <summary>What <see cref="FunctionsHost.Func"/> runs; null with the emulator.</summary>
    public OfficialBuild? Official { get; init; }

    public IReadOnlyList<ChildSpec> All(SampleKeys keys) =>
        [Functions(keys), Gateway(), .. settings.Samples ? Samples(keys) : []];

    private ChildSpec Functions(SampleKeys keys) =>
        new("functions", ChildRole.ControlPlane, Official is null
            ? [dotnet, installation.Functions, "--port", $"{settings.FunctionsPort}"]
            : [Official.Func, "start", "--no-build", "--port", $"{settings.FunctionsPort}"])
        {
            Folder = Official?.Folder,
            Environment = new Dictionary<string, string>([.. profile.Functions, .. settings.Samples ? keys.AsSettings() : []])
            {
                ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
                ["Mesh__DataDirectory"] = Kept,
                [GatewayKeySetting] = gatewayKey,

                // The emulator's own files, too: two meshes that shared its timer lock would take turns at one Tick.
                [DataDirectory.Variable] = Kept,
                ["Mesh__Tick"] = "*/5 * * * * *",
                ["Mesh__Identity__RotationSchedule"] = "0 7 * * * *",
                ["Mesh__Kubernetes__Schedule"] = "0 * * * * *",
                ["AzureWebJobs_SyncKubernetesServices_Disabled"] = "true",
                ["Mesh__Identity__Issuer"] = $"http://localhost:{settings.FunctionsPort}",
                ["Mesh__AllowLoopback"] = "true",
                ["Mesh__OwnPorts"] = $"{settings.FunctionsPort},{settings.GatewayPort},{settings.H2cPort}",
            },
            Ready = new Uri(settings.Functions, "health/ready"),
        };

    private ChildSpec Gateway() =>
        new("gateway", ChildRole.Gateway, [dotnet, installation.Gateway])
        {
            Environment = new Dictionary<string, string>(profile.Gateway)
            {
                ["Mesh__DataDirectory"] = Kept,
                [GatewayKeySetting] = gatewayKey,
                ["Mesh__AllowLoopback"] = "true",
                ["Mesh__Gateway__Port"] = $"{settings.GatewayPort}",
                ["Mesh__Gateway__H2cPort"] = $"{settings.H2cPort}",
                ["Mesh__Gateway__ControlPlane"] = settings.Functions.ToString(),
            },
            Ready = new Uri(settings.Gateway, "health/ready"),
        };

    private IEnumerable<ChildSpec> Samples(SampleKeys keys) =>
    [
        .. Enumerable.Range(1, OrdersInstances).Select(number => Sample(installation.Orders, $"orders-{number}", keys.Orders)),
        Sample(installation.Inventory, "inventory-1", keys.Inventory),
        Sample(installation.Inventory, "inventory-2", keys.Inventory, "--Fail=true"),
    ];

    private ChildSpec Sample(string assembly, string instanceId, string key, params string[] arguments) =>
        new(instanceId, ChildRole.Sample, [dotnet, assembly, "--urls", "http://127.0.0.1:0", .. arguments])
        {
            Environment = new Dictionary<string, string>
            {
                ["Mesh__Url"] = settings.Gateway.ToString(),
                ["Mesh__InstanceId"] = instanceId,
                ["Mesh__ApiKey"] = key,
            },
            Routed = true,
        };
}
