using System.Net;
using System.Text.Json.Nodes;

namespace ToskaMesh.Infra.Tests.Kubernetes;

/// <summary>
/// The policies, asked as a network plug-in is: whether one may talk to another at a port. By the strictest reading, in which
/// an address block means what is outside of the cluster only.
/// </summary>
public sealed class NetworkTests
{
    private const string Own = "toskamesh";

    [Theory]
    [InlineData("functions", "kube-dns.kube-system", 53, true)]
    [InlineData("gateway", "kube-dns.kube-system", 53, true)]
    [InlineData("migrate", "kube-dns.kube-system", 53, true)]
    [InlineData("functions", "web.shop", 8080, true)] // probes
    [InlineData("gateway", "web.shop", 8080, true)]
    [InlineData("gateway", "functions", 8080, true)]
    [InlineData("functions", "postgres.data", 5432, true)]
    [InlineData("functions", "8.8.8.8", 5432, true)]
    [InlineData("migrate", "postgres.data", 5432, true)]
    [InlineData("migrate", "8.8.8.8", 5432, true)]
    [InlineData("gateway", "8.8.8.8", 5432, false)]
    [InlineData("functions", "8.8.8.8", 6380, true)]
    [InlineData("gateway", "8.8.8.8", 6380, true)]
    [InlineData("functions", "8.8.8.8", 5671, true)]
    [InlineData("migrate", "8.8.8.8", 5671, true)]
    [InlineData("gateway", "8.8.8.8", 5671, false)]
    [InlineData("functions", "8.8.8.8", 443, true)] // storage
    [InlineData("migrate", "8.8.8.8", 443, true)]
    [InlineData("gateway", "8.8.8.8", 443, true)]
    [InlineData("functions", "collector.telemetry", 4317, true)]
    [InlineData("functions", "8.8.8.8", 4318, true)]
    [InlineData("gateway", "8.8.8.8", 4317, true)]
    [InlineData("functions", "8.8.8.8", 587, true)]
    [InlineData("functions", "8.8.8.8", 22, false)]
    [InlineData("gateway", "8.8.8.8", 22, false)]
    [InlineData("functions", "169.254.169.254", 443, false)]
    [InlineData("gateway", "169.254.169.254", 443, false)]
    [InlineData("migrate", "169.254.169.254", 443, false)]
    [InlineData("8.8.8.8", "gateway", 8080, true)]
    [InlineData("web.shop", "gateway", 8081, true)]
    [InlineData("prometheus.monitoring", "gateway", 9090, true)]
    [InlineData("8.8.8.8", "gateway", 9090, false)]
    [InlineData("8.8.8.8", "functions", 8080, false)]
    [InlineData("web.shop", "functions", 8080, false)]
    [InlineData("keda.keda", "functions", 8080, false)]
    public async Task Production_AllowsWhatIsNeeded_AndNothingElse(string from, string to, int port, bool expected) =>
        Assert.Equal(expected, await MayTalkAsync("overlays/production", from, to, port));

    [Theory]
    [InlineData("overlays/services", "functions", "10.96.0.1", 443, true)]
    [InlineData("overlays/services", "functions", "10.96.0.1", 6443, true)]
    [InlineData("overlays/production", "functions", "10.96.0.1", 6443, false)]
    [InlineData("overlays/services", "gateway", "10.96.0.1", 6443, false)]
    [InlineData("overlays/resting", "gateway", "interceptor.keda", 8080, true)]
    [InlineData("overlays/resting", "interceptor.keda", "functions", 8080, true)]
    [InlineData("overlays/local", "functions", "postgres", 5432, true)]
    [InlineData("overlays/local", "functions", "redis", 6379, true)]
    [InlineData("overlays/local", "functions", "rabbitmq", 5672, true)]
    [InlineData("overlays/local", "functions", "azurite", 10002, true)]
    [InlineData("overlays/local", "gateway", "redis", 6379, true)]
    [InlineData("overlays/local", "gateway", "azurite", 10000, true)]
    [InlineData("overlays/local", "migrate", "postgres", 5432, true)]
    [InlineData("overlays/local", "migrate", "rabbitmq", 5672, true)]
    [InlineData("overlays/local", "migrate", "azurite", 10000, true)]
    [InlineData("overlays/local", "web.shop", "postgres", 5432, false)]
    [InlineData("overlays/local", "postgres", "8.8.8.8", 443, false)]
    public async Task Overlays_AllowWhatTheyAdd(string overlay, string from, string to, int port, bool expected) =>
        Assert.Equal(expected, await MayTalkAsync(overlay, from, to, port));

    private static async Task<bool> MayTalkAsync(string overlay, string from, string to, int port)
    {
        var manifests = await Manifests.OfAsync(overlay);
        return MayPass(manifests, "Egress", from, to, port) && MayPass(manifests, "Ingress", to, from, port);
    }

    /// <param name="subject">Whose policies are asked; others than the namespace's pods have none.</param>
    private static bool MayPass(Manifests manifests, string direction, string subject, string peer, int port)
    {
        if (IsOutside(subject) || subject.Contains('.', StringComparison.Ordinal))
        {
            return true;
        }

        var (rules, peers) = direction == "Egress" ? ("egress", "to") : ("ingress", "from");
        var policies = manifests.Of("NetworkPolicy").Select(policy => policy["spec"]!)
            .Where(spec => spec["policyTypes"]!.AsArray().Any(type => (string?)type == direction) && Selects(spec["podSelector"]!, LabelsOf(manifests, subject))).ToList();
        return policies.Count == 0 || policies.SelectMany(spec => spec[rules]?.AsArray() ?? []).Any(rule =>
            (rule![peers] is not { } listed || listed.AsArray().Any(each => Means(manifests, each!, peer)))
            && (rule["ports"] is not { } ports || ports.AsArray().Any(each => Has(manifests, each!, port))));
    }

    private static bool Means(Manifests manifests, JsonNode rule, string peer)
    {
        if (rule["ipBlock"] is { } block)
        {
            return IsOutside(peer) && IPNetwork.Parse((string)block["cidr"]!).Contains(IPAddress.Parse(peer))
                && !(block["except"]?.AsArray() ?? []).Any(except => IPNetwork.Parse((string)except!).Contains(IPAddress.Parse(peer)));
        }

        if (IsOutside(peer))
        {
            return false;
        }

        var parts = peer.Split('.');
        var space = parts.ElementAtOrDefault(1) ?? Own;
        var isInIt = rule["namespaceSelector"] is { } spaces ? Selects(spaces, new() { ["kubernetes.io/metadata.name"] = space }) : space == Own;
        var labels = space == Own ? LabelsOf(manifests, peer) : new() { ["k8s-app"] = parts[0] };
        return isInIt && (rule["podSelector"] is not { } pods || Selects(pods, labels));
    }

    private static bool IsOutside(string party) => IPAddress.TryParse(party, out _);

    private static Dictionary<string, string> LabelsOf(Manifests manifests, string pod) => manifests.Pods()
        .Select(each => each.Owner["spec"]!["template"]!["metadata"]!["labels"]!.AsObject().ToDictionary(label => label.Key, label => (string)label.Value!))
        .Single(labels => labels["app.kubernetes.io/name"] == pod);

    private static bool Selects(JsonNode selector, Dictionary<string, string> labels) =>
        (selector["matchLabels"]?.AsObject() ?? []).All(label => labels.GetValueOrDefault(label.Key) == (string?)label.Value);

    private static bool Has(Manifests manifests, JsonNode rule, int port) => rule["port"]!.GetValueKind() is System.Text.Json.JsonValueKind.Number
        ? port >= (int)rule["port"]! && port <= ((int?)rule["endPort"] ?? (int)rule["port"]!)
        : manifests.Pods().SelectMany(pod => pod.Spec["containers"]![0]!["ports"]?.AsArray() ?? [])
            .Any(named => (string?)named!["name"] == (string?)rule["port"] && (int)named["containerPort"]! == port);
}
