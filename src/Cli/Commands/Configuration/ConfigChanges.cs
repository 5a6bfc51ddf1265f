using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ToskaMesh.Cli.Commands.Configuration;

/// <summary>Changes and origins in lines for people.</summary>
internal static class ConfigChanges
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="diff">With <c>changes</c>, and what differs <c>besides</c>.</param>
    public static string Describe(JsonNode? diff)
    {
        string[] lines = [.. List(diff?["changes"]).Select(change => Line(change!)), .. List(diff?["besides"]).Select(name => $"~ {name}")];
        return string.Join(Environment.NewLine, lines.DefaultIfEmpty("nothing changed in what it means"));
    }

    /// <summary>Each leaf with the configuration that it is from.</summary>
    public static string DescribeOrigins(JsonNode effective)
    {
        var lines = (effective["origins"] as JsonObject ?? []).Select(origin =>
        {
            var layer = effective["layers"]![origin.Value!.GetValue<int>()]!;
            return $"{origin.Key} = {Json(Find(effective["content"], origin.Key))}  # {Field.Of(layer, "name")}@{Field.Of(layer, "environment")} v{Field.Of(layer, "version")}";
        });
        return string.Join(Environment.NewLine, lines.DefaultIfEmpty("nothing holds for it"));
    }

    private static JsonArray List(JsonNode? node) => node as JsonArray ?? [];

    private static string Line(JsonNode change) => (string?)change["op"] switch
    {
        "add" => $"+ {change["path"]}: {Json(change["value"])}",
        "remove" => $"- {change["path"]}: {Json(change["was"])}",
        _ => $"~ {change["path"]}: {Json(change["was"])} -> {Json(change["value"])}",
    };

    private static JsonNode? Find(JsonNode? root, string pointer) =>
        pointer.Split('/').Skip(1).Aggregate(
            root, (node, segment) => node?[segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)]);

    private static string Json(JsonNode? value) => value?.ToJsonString(Plain) ?? "null";
}
