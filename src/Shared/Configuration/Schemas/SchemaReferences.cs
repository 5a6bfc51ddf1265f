using System.Text.Json;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Configuration.Schemas;

/// <summary>The references of a schema, which the library follows only when it comes to them.</summary>
internal static class SchemaReferences
{
    /// <summary>Each with its place, also what may be no reference, such as a value: another reference may lead there.</summary>
    public static IEnumerable<(string Pointer, string Reference)> All(JsonElement element, string pointer) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Of(member, JsonPointer.Append(pointer, member.Name))),
        JsonValueKind.Array => element.EnumerateArray().Index().SelectMany(item => All(item.Item, JsonPointer.Append(pointer, item.Index))),
        _ => [],
    };

    /// <summary>Whether it leads to nothing in the schema itself. Of what leads into a place at fault nobody can say.</summary>
    public static bool IsForeign(JsonElement schema, string reference, Func<string, bool> isAtFault)
    {
        if (reference == "#")
        {
            return false;
        }

        if (!reference.StartsWith("#/", StringComparison.Ordinal))
        {
            return true;
        }

        var (at, pointer) = (schema, "");
        foreach (var segment in Uri.UnescapeDataString(reference).Split('/').Skip(1))
        {
            if (Step(at, segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)) is not { } step)
            {
                return true;
            }

            (at, pointer) = (step.Element, JsonPointer.Append(pointer, step.Name));
            if (isAtFault(pointer))
            {
                return false;
            }
        }

        return at.ValueKind is not (JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False);
    }

    private static IEnumerable<(string Pointer, string Reference)> Of(JsonProperty member, string pointer) =>
        member.NameEquals("$ref") && member.Value.ValueKind is JsonValueKind.String ? [(pointer, member.Value.GetString()!)] : All(member.Value, pointer);

    private static (JsonElement Element, string Name)? Step(JsonElement from, string name) => from switch
    {
        { ValueKind: JsonValueKind.Object } when from.TryGetProperty(name, out var member) => (member, name),
        { ValueKind: JsonValueKind.Array } when int.TryParse(name, out var index) && index >= 0 && index < from.GetArrayLength() => (from[index], $"{index}"),
        _ => null,
    };
}
