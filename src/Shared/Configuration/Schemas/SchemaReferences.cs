using System.Text.Json;

namespace ToskaMesh.Shared.Configuration.Schemas;

/// <summary>The references of a schema, which the library follows only when it comes to them.</summary>
internal static class SchemaReferences
{
    /// <summary>The first one that leads to nothing in the schema itself; null when there is none.</summary>
    public static string? FindForeign(JsonElement schema) => All(schema).FirstOrDefault(reference => !IsThere(schema, reference));

    private static IEnumerable<string> All(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            member.NameEquals("$ref") && member.Value.ValueKind is JsonValueKind.String ? [member.Value.GetString()!] : All(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(All),
        _ => [],
    };

    private static bool IsThere(JsonElement schema, string reference)
    {
        if (reference == "#")
        {
            return true;
        }

        JsonElement? at = reference.StartsWith("#/", StringComparison.Ordinal) ? schema : null;
        foreach (var segment in Uri.UnescapeDataString(reference).Split('/').Skip(1))
        {
            var name = segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            at = at switch
            {
                { ValueKind: JsonValueKind.Object } members when members.TryGetProperty(name, out var member) => member,
                { ValueKind: JsonValueKind.Array } items when int.TryParse(name, out var index) && index >= 0 && index < items.GetArrayLength() => items[index],
                _ => null,
            };
        }

        return at is { ValueKind: JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False };
    }
}
