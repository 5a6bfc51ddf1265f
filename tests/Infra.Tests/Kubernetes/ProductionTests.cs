using System.Text.Json.Nodes;
using ToskaMesh.Functions.KubernetesSync;
using ToskaMesh.Functions.Messaging;

namespace ToskaMesh.Infra.Tests.Kubernetes;

/// <summary>What the production overlay and its components add: scaling, monitoring, the role that migrates, the token.</summary>
public sealed class ProductionTests
{
    private const string Production = "overlays/production";

    // Of the version of the add-on's HTTPScaledObject that is used: no package has its schema.
    private static readonly string[] FieldsOfTheAddOn =
    [
        "hosts", "replicas", "replicas/max", "replicas/min", "scaleTargetRef", "scaleTargetRef/apiVersion", "scaleTargetRef/kind", "scaleTargetRef/name",
        "scaleTargetRef/port", "scaleTargetRef/service", "scalingMetric", "scalingMetric/concurrency", "scalingMetric/concurrency/targetValue",
    ];

    [Fact]
    public async Task Scaling_GoesByTheQueueOfTheCode_AndNeverToZeroInActiveMode()
    {
        var scaled = (await Manifests.OfAsync(Production)).Named("ScaledObject", "functions")["spec"]!;

        Assert.Equal(2, (int?)scaled["minReplicaCount"]);
        Assert.Equal(EventConsumers.ServiceHistory, (string?)scaled["triggers"]![0]!["metadata"]!["queueName"]);
    }

    /// <summary>KEDA 2.17.0 refuses a fallback beside a trigger whose type of metric is not said, and any version one without a trigger that can fall back.</summary>
    [Fact]
    public async Task Fallback_IsOfTriggersThatCanHaveOne()
    {
        var scaled = (await Manifests.OfAsync(Production)).Named("ScaledObject", "functions")["spec"]!;
        var others = scaled["triggers"]!.AsArray().Where(trigger => (string?)trigger!["type"] != "cpu").ToList();

        Assert.Equal("currentReplicasIfHigher", (string?)scaled["fallback"]!["behavior"]);
        Assert.NotEmpty(others);
        Assert.All(others, trigger => Assert.Equal("AverageValue", (string?)trigger!["metricType"]));
    }

    [Fact]
    public async Task Scaling_InRestingMode_GoesToZero_AndTheTimerHasAHost()
    {
        var manifests = await Manifests.OfAsync("overlays/resting");
        var scaled = manifests.Named("ScaledObject", "functions")["spec"]!;

        Assert.Equal(0, (int?)scaled["minReplicaCount"]);
        Assert.Null(scaled["fallback"]);
        Assert.Equal(["rabbitmq", "postgresql", "external-push", "cron"], scaled["triggers"]!.AsArray().Select(trigger => (string?)trigger!["type"]));
        var requests = manifests.Of("HTTPScaledObject").Single();

        // The add-on deletes a ScaledObject of the same name where it is told to make none.
        Assert.NotEqual("functions", Manifests.Name(requests));
        Assert.Equal("true", (string?)requests["metadata"]!["annotations"]!["httpscaledobject.keda.sh/skip-scaledobject-creation"]);
        Assert.Equal(Manifests.Name(requests), (string?)scaled["triggers"]![2]!["metadata"]!["httpScaledObject"]);
        var host = new Uri(manifests.Environment("gateway")["Mesh__Gateway__ControlPlane"]).Host;
        Assert.Equal([host], requests["spec"]!["hosts"]!.AsArray().Select(item => (string?)item));
        Assert.Equal("ExternalName", (string?)manifests.Named("Service", host)["spec"]!["type"]);
        Assert.Contains(host, manifests.Environment("functions")["Mesh__OwnAddresses"].Split(','));
    }

    [Fact]
    public async Task FieldsOfTheAddOn_AreThoseThatItHas()
    {
        var spec = (await Manifests.OfAsync("overlays/resting")).Of("HTTPScaledObject").Single()["spec"]!;

        Assert.All(Fields(spec, ""), field => Assert.Contains(field, FieldsOfTheAddOn));
    }

    /// <summary>Callers come to a Service that has no port with metrics; Prometheus finds them at one that is there.</summary>
    [Fact]
    public async Task Metrics_AreScraped_AndNotShownToCallers()
    {
        var manifests = await Manifests.OfAsync(Production);
        var monitor = manifests.Named("ServiceMonitor", "gateway")["spec"]!;
        var wanted = (string?)monitor["selector"]!["matchLabels"]!["app.kubernetes.io/name"];
        var service = manifests.Of("Service").Single(each => (string?)each["metadata"]!["labels"]?["app.kubernetes.io/name"] == wanted);
        var port = service["spec"]!["ports"]!.AsArray().Single(each => (string?)each!["name"] == (string?)monitor["endpoints"]![0]!["port"])!;
        var callers = manifests.Named("Service", "gateway")["spec"]!["ports"]!.AsArray();

        Assert.Equal(manifests.Environment("gateway")["Mesh__Gateway__MetricsPort"], $"{NumberOf(manifests, "gateway", (string)port["targetPort"]!)}");
        Assert.Equal(["http", "h2c"], callers.Select(each => (string?)each!["targetPort"]));
        Assert.Contains($"service=\"{Manifests.Name(service)}\"", manifests.Of("PrometheusRule").Single().ToJsonString().Replace("\\u0022", "\"", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    /// <summary>The app's own role may not change the schema: a migration that started before its secret is there would try with that.</summary>
    [Fact]
    public async Task Migration_WaitsForItsRole() =>
        Assert.Contains("migration-secrets", (await Manifests.OfAsync(Production)).SecretsOf("migrate"));

    [Fact]
    public async Task Token_IsWhereTheClientLooks()
    {
        var pod = (await Manifests.OfAsync("overlays/services")).Pods().Single(pod => Manifests.Name(pod.Owner) == "functions").Spec;
        var sources = pod["volumes"]!.AsArray().Single(volume => (string?)volume!["name"] == "service-account")!["projected"]!["sources"]!.AsArray();
        var account = ServiceAccount.OfThisPod();

        Assert.Equal(account.Folder, (string?)pod["containers"]![0]!["volumeMounts"]!.AsArray().Single(mount => (string?)mount!["name"] == "service-account")!["mountPath"]);
        Assert.Equal(Path.GetFileName(account.TokenFile), (string?)sources[0]!["serviceAccountToken"]!["path"]);
        Assert.Equal(Path.GetFileName(account.CertificateFile), (string?)sources[1]!["configMap"]!["items"]![0]!["path"]);
    }

    private static int NumberOf(Manifests manifests, string owner, string port) =>
        (int)manifests.Pods().Single(pod => Manifests.Name(pod.Owner) == owner).Spec["containers"]![0]!["ports"]!.AsArray().Single(each => (string?)each!["name"] == port)!["containerPort"]!;

    private static IEnumerable<string> Fields(JsonNode node, string above) => node is JsonObject fields
        ? fields.SelectMany(field => Fields(field.Value!, $"{above}{field.Key}/").Prepend($"{above}{field.Key}"))
        : [];
}
