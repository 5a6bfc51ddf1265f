using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace ToskaMesh.Testing.Clone;

/// <summary>An overlay as kubectl renders it.</summary>
public sealed class Manifests
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<Manifests>>> Rendered = new();

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

    /// <summary>The Secrets that a container is told, those that need not be there left out.</summary>
    public IEnumerable<string> SecretsOf(string owner) =>
        Pods().Single(pod => Name(pod.Owner) == owner).Spec["containers"]!.AsArray().Single()!["envFrom"]!.AsArray()
            .Where(from => (bool?)from!["secretRef"]?["optional"] is not true).Select(from => (string?)from!["secretRef"]?["name"]).OfType<string>();

    /// <summary>The names of the values in a Secret, wherever it comes from.</summary>
    public IEnumerable<string> KeysOf(string secret) => Of("ExternalSecret").FirstOrDefault(manifest => Name(manifest) == secret) is { } fetched
        ? fetched["spec"]!["data"]!.AsArray().Select(item => (string)item!["secretKey"]!)
        : Named("Secret", secret)["data"]!.AsObject().Select(item => item.Key);

    /// <summary>A value that the manifests have themselves; null where it comes from elsewhere.</summary>
    public string? ValueIn(string secret, string key) => Of("Secret").FirstOrDefault(manifest => Name(manifest) == secret)?["data"]?[key] is { } value
        ? Encoding.UTF8.GetString(Convert.FromBase64String((string)value!)) : null;

    /// <summary>Where a container finds a volume; null where it has none of that name.</summary>
    public string? MountOf(string owner, string volume) => (string?)Pods().Single(pod => Name(pod.Owner) == owner).Spec["containers"]!.AsArray().Single()!["volumeMounts"]!.AsArray()
        .FirstOrDefault(mount => (string?)mount!["name"] == volume)?["mountPath"];

    public static string Name(JsonNode manifest) => (string)manifest["metadata"]!["name"]!;

    /// <param name="overlay">A folder of infra/kubernetes. It is rendered once.</param>
    public static Task<Manifests> OfAsync(string overlay) => Rendered.GetOrAdd(overlay, folder => new Lazy<Task<Manifests>>(() => RenderAsync(folder))).Value;

    private static async Task<Manifests> RenderAsync(string overlay)
    {
        var run = await ProgramRun.OfAsync(ProgramRun.Find("kubectl"), ["kustomize", Repository.File($"infra/kubernetes/{overlay}")]);
        Assert.True(run.ExitCode == 0 && run.Errors.Length == 0, run.All);
        return new Manifests(run.Output);
    }

    private static JsonNode Read(string document)
    {
        var value = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize(new Parser(new Scanner(new StringReader(document), skipComments: true)));
        return JsonNode.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(value))!;
    }
}
