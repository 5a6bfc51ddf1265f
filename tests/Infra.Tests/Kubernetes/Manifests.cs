using System.Text.Json.Nodes;
using ToskaMesh.Infra.Tests.Programs;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace ToskaMesh.Infra.Tests.Kubernetes;

/// <summary>An overlay as kubectl renders it.</summary>
internal sealed class Manifests
{
    private Manifests(string text)
    {
        Text = text;
        All = [.. text.Split("\n---\n").Select(Read)];
    }

    public string Text { get; }

    public IReadOnlyList<JsonNode> All { get; }

    public IEnumerable<JsonNode> Of(string kind) => All.Where(manifest => (string?)manifest["kind"] == kind);

    public JsonNode Named(string kind, string name) => Of(kind).Single(manifest => Name(manifest) == name);

    /// <summary>Those with pods, and their pods' specification.</summary>
    public IEnumerable<(JsonNode Owner, JsonNode Spec)> Pods() =>
        All.Where(manifest => (string?)manifest["kind"] is "Deployment" or "Job" or "StatefulSet").Select(owner => (owner, owner["spec"]!["template"]!["spec"]!));

    /// <summary>What a container is told by its ConfigMaps.</summary>
    public IReadOnlyDictionary<string, string> Environment(string owner)
    {
        var container = Pods().Single(pod => Name(pod.Owner) == owner).Spec["containers"]!.AsArray().Single()!;
        return container["envFrom"]!.AsArray().Select(from => (string?)from!["configMapRef"]?["name"]).OfType<string>()
            .SelectMany(map => Named("ConfigMap", map)["data"]!.AsObject())
            .ToDictionary(setting => setting.Key, setting => (string)setting.Value!);
    }

    public static string Name(JsonNode manifest) => (string)manifest["metadata"]!["name"]!;

    public static async Task<Manifests> OfAsync(string overlay)
    {
        var run = await Run.OfAsync(Run.Find("kubectl"), ["kustomize", Repository.File($"infra/kubernetes/{overlay}")]);
        Assert.True(run.ExitCode == 0 && run.Errors.Length == 0, run.All);
        return new Manifests(run.Output);
    }

    private static JsonNode Read(string document)
    {
        var value = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize(new Parser(new Scanner(new StringReader(document), skipComments: true)));
        return JsonNode.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(value))!;
    }
}
