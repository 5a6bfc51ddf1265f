using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ToskaMesh.Cli.Client;

/// <summary>Problem details (RFC 9457) as text, every fault on its own line.</summary>
internal static class Problem
{
    /// <summary>What the mesh advises to write into a body, and the option that writes it.</summary>
    private static readonly (string Field, string Option)[] Advice = [("\"supersede\": true", "--supersede"), ("\"activate\": false", "--no-activate")];

    /// <param name="hint">Follows the mesh's own words.</param>
    public static string Describe(HttpStatusCode status, string body, string hint)
    {
        var problem = TryParse(body);
        string[] said = [.. new[] { Text(problem?["title"]), Advise(Text(problem?["detail"])) }.OfType<string>()];
        var what = said.Length > 0 ? string.Join(' ', said.SkipLast(1).Select(Sentence).Append(said[^1])) : "the mesh gave no reason";
        return string.Join(Environment.NewLine, [$"{(int)status}: {what}{hint}", .. Faults(problem?["errors"] as JsonArray ?? [])]);
    }

    private static IEnumerable<string> Faults(JsonArray errors) =>
        errors.Select(fault => $"  {Text(fault?["pointer"]) ?? Text(fault?["parameter"])}: {Text(fault?["detail"])}");

    private static string Sentence(string text) => text.EndsWith('.') ? text : $"{text}.";

    private static string? Advise(string? detail) =>
        Advice.Aggregate(detail, (text, advice) => text?.Replace(advice.Field, advice.Option, StringComparison.Ordinal));

    private static string? Text(JsonNode? node) => node?.GetValueKind() is JsonValueKind.String ? node.GetValue<string>() : null;

    private static JsonObject? TryParse(string body)
    {
        try
        {
            return body.Length == 0 ? null : JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
