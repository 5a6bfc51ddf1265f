using System.Text.Json;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Configuration.Schemas;

/// <summary>
/// Why a schema cannot be enforced: each fault of it, one a place. The library stops at the first, so each keyword is
/// asked by itself.
/// </summary>
internal static class SchemaFaults
{
    private const string Draft = "https://json-schema.org/draft/2020-12/schema";

    // The keywords that hold schemas (JSON Schema 2020-12, section 10.2 to 11), by what they hold them in.
    private static readonly string[] Single =
    [
        "not", "if", "then", "else", "additionalProperties", "propertyNames", "items", "contains", "unevaluatedProperties", "unevaluatedItems",
    ];

    private static readonly string[] Lists = ["allOf", "anyOf", "oneOf", "prefixItems"];

    private static readonly string[] Maps = ["$defs", "properties", "dependentSchemas"];

    /// <summary>By JSON pointers into the schema, in their order; empty when it has none.</summary>
    public static IReadOnlyList<ValidationError> Find(JsonElement schema)
    {
        var faults = new Dictionary<string, string>(StringComparer.Ordinal);
        JudgeSchema(schema, "", faults);
        foreach (var (pointer, reference) in SchemaReferences.All(schema, ""))
        {
            if (SchemaReferences.IsForeign(schema, reference, faults.ContainsKey))
            {
                faults.TryAdd(pointer, $"must refer to the schema's own parts only: a $ref is \"#\", or that and the JSON pointer of one that is there, but not '{reference}'");
            }
        }

        return [.. faults.OrderBy(fault => fault.Key, StringComparer.Ordinal).Select(fault => new ValidationError(fault.Key, fault.Value))];
    }

    private static void JudgeSchema(JsonElement schema, string pointer, Dictionary<string, string> faults)
    {
        if (schema.ValueKind is JsonValueKind.Object)
        {
            foreach (var keyword in schema.EnumerateObject())
            {
                JudgeKeyword(keyword.Name, keyword.Value, JsonPointer.Append(pointer, keyword.Name), faults);
            }
        }
        else if (schema.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            faults.Add(pointer, "must be a schema: an object, true or false");
        }
    }

    private static void JudgeKeyword(string name, JsonElement value, string pointer, Dictionary<string, string> faults)
    {
        if (Single.Contains(name))
        {
            JudgeSchema(value, pointer, faults);
        }
        else if (value.ValueKind is JsonValueKind.Array && value.GetArrayLength() > 0 && Lists.Contains(name))
        {
            foreach (var (index, item) in value.EnumerateArray().Index())
            {
                JudgeSchema(item, JsonPointer.Append(pointer, index), faults);
            }
        }
        else if (value.ValueKind is JsonValueKind.Object && Maps.Contains(name))
        {
            foreach (var member in value.EnumerateObject())
            {
                JudgeSchema(member.Value, JsonPointer.Append(pointer, member.Name), faults);
            }
        }
        else if (name == "type" && value.ValueKind is JsonValueKind.Array)
        {
            foreach (var (index, item) in value.EnumerateArray().Index())
            {
                Note(JsonPointer.Append(pointer, index), item.ValueKind is JsonValueKind.String ? SchemaVocabulary.Fault(name, item) : "must be a text", faults);
            }
        }
        else
        {
            Note(pointer, pointer == "/$schema" ? DraftFault(value) : SchemaVocabulary.Fault(name, value), faults);
        }
    }

    private static string? DraftFault(JsonElement value) =>
        value.ValueKind is JsonValueKind.String && value.GetString()!.TrimEnd('#') == Draft ? null : $"must be of draft 2020-12: $schema, if it is there, is {Draft}";

    private static void Note(string pointer, string? fault, Dictionary<string, string> faults)
    {
        if (fault is not null)
        {
            faults.Add(pointer, fault);
        }
    }
}
