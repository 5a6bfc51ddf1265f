using System.Text.Json.Nodes;

namespace ToskaMesh.Infra.Tests.Bicep;

/// <summary>The resources of a deployment as the compiler resolves them; what Azure alone knows stays an expression.</summary>
internal sealed class Deployment(string snapshot)
{
    private static readonly Dictionary<string, string> Roles = new()
    {
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["ba92f5b4-2d11-453d-a403-e96b0029c9fe"] = "Storage Blob Data Contributor",
        ["2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"] = "Storage Blob Data Reader",
        ["974c5e8b-45b9-4653-ba55-5f855dd0fb88"] = "Storage Queue Data Contributor",
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
        ["69a216fc-b8fb-44d8-bc22-1f3c2cd27a39"] = "Azure Service Bus Data Sender",
        ["4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0"] = "Azure Service Bus Data Receiver",
        ["4633458b-17de-408a-b874-0445c86b69e6"] = "Key Vault Secrets User",
        ["b86a8fe4-44ce-4948-aee5-eccb2c155cd7"] = "Key Vault Secrets Officer",
        ["7f951dda-4ed3-4680-a7ca-43fe172d538d"] = "AcrPull",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
    };

    private readonly JsonNode _root = JsonNode.Parse(snapshot)!;

    public string Text => snapshot;

    public IReadOnlyList<JsonNode> Resources => [.. _root["predictedResources"]!.AsArray().OfType<JsonNode>()];

    public JsonObject Outputs => _root["outputs"]!.AsObject();

    /// <summary>The committed one, which <see cref="BicepTests"/> keeps true.</summary>
    public static Deployment Read(string parameters) => new(Repository.Read($"{BicepCompiler.Folder}/{parameters}.snapshot.json"));

    public static async Task<Deployment> OfAsync(string parameters) => new(await BicepCompiler.SnapshotAsync(parameters));

    public IEnumerable<JsonNode> Of(string type) => Resources.Where(resource => (string?)resource["type"] == type);

    /// <summary>Environment variables of the function app.</summary>
    public IReadOnlyDictionary<string, string> FunctionSettings() =>
        Of("Microsoft.Web/sites/config").Single()["properties"]!.AsObject().ToDictionary(setting => setting.Key, setting => (string)setting.Value!);

    /// <summary>Environment variables of the gateway's container, with the name of the secret where one is referred to.</summary>
    public IReadOnlyDictionary<string, string> GatewaySettings()
    {
        var template = Of("Microsoft.App/containerApps").Single()["properties"]!["template"]!;
        return template["containers"]!.AsArray().Single()!["env"]!.AsArray()
            .ToDictionary(setting => (string)setting!["name"]!, setting => (string?)setting!["value"] ?? $"secret {setting["secretRef"]}");
    }

    /// <summary>Who may do what where, each as one line.</summary>
    public IEnumerable<string> RoleAssignments() => Of("Microsoft.Authorization/roleAssignments").Select(assignment =>
    {
        var properties = assignment["properties"]!;
        var role = ((string)properties["roleDefinitionId"]!).Split('/')[^1];
        var id = (string)assignment["id"]!;
        return $"{Who((string)properties["principalId"]!)}: {Roles.GetValueOrDefault(role, role)} on {Scope(id)}";
    }).Order(StringComparer.Ordinal);

    private static string Who(string principal) =>
        principal.Contains("id-control", StringComparison.Ordinal) ? "function app"
        : principal.Contains("id-gateway", StringComparison.Ordinal) ? "gateway" : "deployer";

    // The id is known, or computed from a scope that is.
    private static string Scope(string id)
    {
        var text = id.StartsWith('[') ? id.Split('\'')[1] : id[..id.IndexOf("/providers/Microsoft.Authorization", StringComparison.Ordinal)];
        return string.Join('/', text[(text.LastIndexOf("/providers/", StringComparison.Ordinal) + "/providers/".Length)..].Split('/').Skip(1));
    }
}
