using System.Globalization;
using System.Text.Json.Nodes;
using ToskaMesh.Infra.Tests.Settings;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Infra.Tests.Kubernetes;

/// <summary>What docs/deploy-kubernetes.md promises.</summary>
public sealed class ManifestTests
{
    private const string Production = "overlays/production";

    private static readonly Dictionary<string, string> Secrets = new()
    {
        ["Mesh__Documents"] = "DefaultEndpointsProtocol=https;AccountName=mesh;AccountKey=c2VjcmV0;EndpointSuffix=core.windows.net",
        ["Mesh__Postgres"] = "Host=postgres;Database=toskamesh;Username=toskamesh;Password=toskamesh",
        ["Mesh__Redis"] = "redis:6379",
        ["Mesh__RabbitMQ"] = "amqp://guest:guest@rabbitmq:5672",
        ["Mesh__Bootstrap__ApiKey"] = ApiKey.Generate("admin").Reveal(),
        ["Mesh__Identity__MasterKey"] = Convert.ToBase64String(new byte[32]),
        ["Mesh__Gateway__ApiKey"] = ApiKey.Generate("gateway").Reveal(),
    };

    public static TheoryData<string> Overlays => SchemaTests.Overlays;

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Settings_AreAccepted_AndEachIsRead(string overlay)
    {
        var manifests = await Manifests.OfAsync(overlay);

        Acceptance.OfFunctionApp(new Dictionary<string, string>([.. manifests.Environment("functions"), .. Secrets]));
        Acceptance.OfGateway(new Dictionary<string, string>([.. manifests.Environment("gateway"), .. Secrets.Where(secret => secret.Key is "Mesh__Documents" or "Mesh__Redis" or "Mesh__Gateway__ApiKey")]));
        Assert.Equal(manifests.Environment("functions"), manifests.Environment("migrate"));
        Assert.Equal(manifests.Environment("functions")["Mesh__Mode"], manifests.Environment("gateway")["Mesh__Mode"]);
    }

    /// <summary>In production each comes from elsewhere, under the name that the code reads, and gateways get what they need only.</summary>
    [Fact]
    public async Task Secrets_InProduction_AreFetched_AndEachIsRead()
    {
        var manifests = await Manifests.OfAsync(Production);

        Assert.Empty(manifests.Of("Secret"));
        Assert.Equal([.. Secrets.Keys.Append("AzureWebJobsStorage").Order(StringComparer.Ordinal)], Keys("functions-secrets"));
        Assert.Equal(["Mesh__Documents", "Mesh__Gateway__ApiKey", "Mesh__Redis"], Keys("gateway-secrets"));
        Assert.Equal(["host.function.default", "host.master", "host.systemKey.durabletask_extension"], Keys("functions-keys"));
        Assert.DoesNotContain(
            manifests.Environment("functions").Keys.Concat(manifests.Environment("gateway").Keys),
            name => SettingsCatalogue.Find(SettingsCatalogue.Plain(name))?.IsSecret is true);

        List<string> Keys(string secret) =>
            [.. manifests.Named("ExternalSecret", secret)["spec"]!["data"]!.AsArray().Select(item => (string)item!["secretKey"]!).Order(StringComparer.Ordinal)];
    }

    /// <summary>The standard "restricted", which the namespace enforces, and nothing of the API mounted.</summary>
    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Pods_AreRestricted(string overlay)
    {
        var manifests = await Manifests.OfAsync(overlay);

        Assert.All(["enforce", "warn", "audit"], mode => Assert.Equal(
            "restricted", (string?)manifests.Named("Namespace", "toskamesh")["metadata"]!["labels"]![$"pod-security.kubernetes.io/{mode}"]));
        Assert.All(manifests.Of("ServiceAccount"), account => Assert.False((bool?)account["automountServiceAccountToken"]));
        Assert.All(manifests.Pods(), pod =>
        {
            Assert.True((bool?)pod.Spec["securityContext"]!["runAsNonRoot"]);
            Assert.Equal("RuntimeDefault", (string?)pod.Spec["securityContext"]!["seccompProfile"]!["type"]);
            Assert.False((bool?)pod.Spec["automountServiceAccountToken"]);
            Assert.All(pod.Spec["containers"]!.AsArray(), container =>
            {
                Assert.False((bool?)container!["securityContext"]!["allowPrivilegeEscalation"]);
                Assert.Equal(["ALL"], container["securityContext"]!["capabilities"]!["drop"]!.AsArray().Select(item => (string?)item));
                Assert.NotNull(container["resources"]!["limits"]!["memory"]);
                Assert.NotNull(container["resources"]!["requests"]!["cpu"]);
            });
        });
        Assert.All(["functions", "gateway", "migrate"], name => Assert.True((bool?)Container(manifests, name)["securityContext"]!["readOnlyRootFilesystem"]));
    }

    /// <summary>The directories that the image gives to the user of the host: with a root that is read-only each has to be a volume.</summary>
    [Fact]
    public async Task WritableDirectoriesOfTheImage_AreVolumes()
    {
        var image = await File.ReadAllTextAsync(Repository.File("infra/docker/Functions.Dockerfile"), TestContext.Current.CancellationToken);
        var mounts = Container(await Manifests.OfAsync("base"), "functions")["volumeMounts"]!.AsArray()
            .Where(mount => (bool?)mount!["readOnly"] is not true).Select(mount => (string)mount!["mountPath"]!).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(["/home/LogFiles", "/home/app", "/home/data", "/tmp"], mounts);
        Assert.Contains("chown app:app /home/LogFiles /home/data", image, StringComparison.Ordinal);
        Assert.Contains("--home-dir /home/app", image, StringComparison.Ordinal);
    }

    /// <summary>A token of the API server is there only where Services join by themselves, and is good for two lists.</summary>
    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task ApiServer_IsForTheImportOnly(string overlay)
    {
        var manifests = await Manifests.OfAsync(overlay);
        var isOn = overlay == "overlays/services";
        var holders = manifests.Pods().Where(pod => pod.Spec["volumes"]?.ToJsonString().Contains("serviceAccountToken", StringComparison.Ordinal) is true)
            .Select(pod => Manifests.Name(pod.Owner));
        var rules = manifests.Of("ClusterRole").SelectMany(role => role["rules"]!.AsArray()).Select(rule => $"{string.Join(',', rule!["verbs"]!.AsArray())} {string.Join(',', rule["resources"]!.AsArray())}");
        var settings = manifests.Environment("functions");

        Assert.Equal(isOn ? ["functions"] : [], holders);
        Assert.Equal(isOn ? ["list services", "list endpointslices"] : [], rules);
        Assert.Equal((isOn, !isOn), (settings.ContainsKey("Mesh__Kubernetes__Import"), settings["AzureWebJobs_SyncKubernetesServices_Disabled"] == "true"));
        Assert.All(
            manifests.All.Where(manifest => (string?)manifest["kind"] is not ("Namespace" or "ClusterRole" or "ClusterRoleBinding")),
            manifest => Assert.Equal("toskamesh", (string?)manifest["metadata"]!["namespace"]));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Traffic_IsDeniedByDefault(string overlay)
    {
        var manifests = await Manifests.OfAsync(overlay);

        var byDefault = manifests.Named("NetworkPolicy", "deny-by-default")["spec"]!;
        Assert.Empty(byDefault["podSelector"]!.AsObject());
        Assert.Equal(["Ingress", "Egress"], byDefault["policyTypes"]!.AsArray().Select(type => (string?)type));
        Assert.Null(byDefault["ingress"]);
        Assert.Null(byDefault["egress"]);
    }

    /// <summary>Every name leads somewhere: labels to pods, references to what is there or is fetched, ports to ports.</summary>
    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task References_LeadSomewhere(string overlay)
    {
        var manifests = await Manifests.OfAsync(overlay);
        var pods = manifests.Pods().Select(pod => (string?)pod.Owner["spec"]!["template"]!["metadata"]!["labels"]!["app.kubernetes.io/name"]).ToHashSet();

        Assert.All(manifests.Of("Service").Select(service => service["spec"]!["selector"]).OfType<JsonNode>(), selector => Assert.Contains((string?)selector["app.kubernetes.io/name"], pods));
        Assert.All(manifests.Of("PodDisruptionBudget"), budget => Assert.Contains((string?)budget["spec"]!["selector"]!["matchLabels"]!["app.kubernetes.io/name"], pods));
        Assert.All(
            manifests.Of("HorizontalPodAutoscaler").Concat(manifests.Of("ScaledObject")).Concat(manifests.Of("HTTPScaledObject")),
            scaler => Assert.NotNull(manifests.Named("Deployment", (string)scaler["spec"]!["scaleTargetRef"]!["name"]!)));

        // Probes and Services name ports, or their numbers.
        Assert.All(manifests.Of("Service").Where(service => service["spec"]!["selector"] is not null), service =>
        {
            var owner = manifests.Pods().Single(pod => (string?)pod.Owner["spec"]!["template"]!["metadata"]!["labels"]!["app.kubernetes.io/name"] == (string?)service["spec"]!["selector"]!["app.kubernetes.io/name"]);
            Assert.All(service["spec"]!["ports"]!.AsArray(), port => Assert.Contains($"{port!["targetPort"] ?? port["port"]}", Ports(owner.Spec)));
        });
        Assert.All(manifests.Pods(), pod => Assert.All(
            new[] { "startupProbe", "livenessProbe", "readinessProbe" }.Select(probe => pod.Spec["containers"]![0]![probe]?["httpGet"]?["port"]).OfType<JsonNode>(),
            port => Assert.Contains($"{port}", Ports(pod.Spec))));

        // The base leaves secrets to its overlays.
        var secrets = manifests.Of("Secret").Concat(manifests.Of("ExternalSecret")).Select(Manifests.Name).ToHashSet();
        var wanted = manifests.Pods().SelectMany(pod => pod.Spec["containers"]!.AsArray().SelectMany(container => container!["envFrom"]?.AsArray() ?? [])
            .Where(from => from!["secretRef"] is { } reference && (bool?)reference["optional"] is not true).Select(from => (string)from!["secretRef"]!["name"]!));
        Assert.All(overlay == "base" ? [] : wanted, name => Assert.Contains(name, secrets));
    }

    /// <summary>Who is told to stop has the time for it, and stops listening after everybody knows.</summary>
    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Drains_FitTheProbes(string overlay)
    {
        var manifests = await Manifests.OfAsync(overlay);
        var settings = manifests.Environment("gateway");
        var delay = Seconds(settings["Mesh__Gateway__Drain__Delay"]);
        var readiness = Container(manifests, "gateway")["readinessProbe"]!;

        Assert.True(delay > (double)readiness["periodSeconds"]! * (double)readiness["failureThreshold"]!);
        Assert.True(Spec(manifests, "gateway")["terminationGracePeriodSeconds"]!.GetValue<double>() > delay + Seconds(settings["Mesh__Gateway__Drain__Timeout"]));
        var stop = Container(manifests, "functions")["lifecycle"]!["preStop"]!["sleep"]!["seconds"]!.GetValue<double>();
        Assert.True(Spec(manifests, "functions")["terminationGracePeriodSeconds"]!.GetValue<double>() >= stop + 30);
        Assert.All(["functions", "gateway"], name => Assert.Equal(
            ("/health/live", "/health/live", "/health/ready"),
            (Path(manifests, name, "startupProbe"), Path(manifests, name, "livenessProbe"), Path(manifests, name, "readinessProbe"))));
    }

    /// <summary>There is an image of the host for one processor only; a pod elsewhere would not start.</summary>
    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Host_IsOnTheProcessorOfItsImage(string overlay)
    {
        var manifests = await Manifests.OfAsync(overlay);

        Assert.All(
            manifests.Pods().Where(pod => ((string)pod.Spec["containers"]![0]!["image"]!).Contains("functions", StringComparison.Ordinal)),
            pod => Assert.Equal("amd64", (string?)pod.Spec["nodeSelector"]?["kubernetes.io/arch"]));
    }

    private static IEnumerable<string> Ports(JsonNode spec) => spec["containers"]![0]!["ports"]!.AsArray().SelectMany(port => new[] { $"{port!["name"]}", $"{port["containerPort"]}" });

    private static double Seconds(string duration) => TimeSpan.Parse(duration, CultureInfo.InvariantCulture).TotalSeconds;

    private static JsonNode Spec(Manifests manifests, string owner) => manifests.Pods().Single(pod => Manifests.Name(pod.Owner) == owner).Spec;

    private static JsonNode Container(Manifests manifests, string owner) => Spec(manifests, owner)["containers"]!.AsArray().Single()!;

    private static string? Path(Manifests manifests, string owner, string probe) => (string?)Container(manifests, owner)[probe]!["httpGet"]!["path"];
}
