using System.Text.Json;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Configuration.Schemas;

/// <summary>
/// Why a schema cannot be enforced: each fault of it, one a place. The library stops at the first, so each keyword is
/// asked by itself.
/// </summary>
internal sealed class SchemaFaults
{
    private const string Draft = "https://json-schema.org/draft/2020-12/schema";

    // The keywords that hold schemas (JSON Schema 2020-12, section 10.2 to 11), by what they hold them in.
    private static readonly string[] Single =
    [
        "not", "if", "then", "else", "additionalProperties", "propertyNames", "items", "contains", "unevaluatedProperties", "unevaluatedItems",
    ];

    private static readonly string[] Lists = ["allOf", "anyOf", "oneOf", "prefixItems"];

    private static readonly string[] Maps = ["$defs", "properties", "dependentSchemas"];

    private readonly Dictionary<string, string> _faults = new(StringComparer.Ordinal);
    private readonly SchemaVocabulary _vocabulary;

    private SchemaFaults(SchemaVocabulary vocabulary) => _vocabulary = vocabulary;

    /// <summary>By JSON pointers into the schema, in their order; empty when it has none.</summary>
    public static IReadOnlyList<ValidationError> Find(JsonElement schema, SchemaVocabulary vocabulary)
    {
        var faults = new SchemaFaults(vocabulary);
        faults.JudgeSchema(schema, "");
        faults.JudgeReferences(schema);
        return [.. faults._faults.OrderBy(fault => fault.Key, StringComparer.Ordinal).Select(fault => new ValidationError(fault.Key, fault.Value))];
    }

    private void JudgeReferences(JsonElement schema)
    {
        foreach (var (pointer, reference) in SchemaReferences.All(schema, ""))
        {
            if (SchemaReferences.IsForeign(schema, reference, _faults.ContainsKey))
            {
                _faults.TryAdd(pointer, $"must refer to the schema's own parts only: a $ref is \"#\", or that and the JSON pointer of one that is there, but not '{reference}'");
            }
        }
    }

    private void JudgeSchema(JsonElement schema, string pointer)
    {
        if (schema.ValueKind is JsonValueKind.Object)
        {
            foreach (var keyword in schema.EnumerateObject())
            {
                JudgeKeyword(keyword.Name, keyword.Value, JsonPointer.Append(pointer, keyword.Name));
            }
        }
        else if (schema.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            _faults.Add(pointer, "must be a schema: an object, true or false");
        }
    }

    private void JudgeKeyword(string name, JsonElement value, string pointer)
    {
        if (Single.Contains(name))
        {
            JudgeSchema(value, pointer);
        }
        else if (value.ValueKind is JsonValueKind.Array && value.GetArrayLength() > 0 && Lists.Contains(name))
        {
            foreach (var (index, item) in value.EnumerateArray().Index())
            {
                JudgeSchema(item, JsonPointer.Append(pointer, index));
            }
        }
        else if (value.ValueKind is JsonValueKind.Object && Maps.Contains(name))
        {
            foreach (var member in value.EnumerateObject())
            {
                JudgeSchema(member.Value, JsonPointer.Append(pointer, member.Name));
            }
        }
        else if (name == "type" && value.ValueKind is JsonValueKind.Array)
        {
            foreach (var (index, item) in value.EnumerateArray().Index())
            {
                Note(JsonPointer.Append(pointer, index), item.ValueKind is JsonValueKind.String ? _vocabulary.Fault(name, item) : "must be a text");
            }
        }
        else
        {
            Note(pointer, pointer == "/$schema" ? DraftFault(value) : _vocabulary.Fault(name, value));
        }
    }

    private static string? DraftFault(JsonElement value) =>
        value.ValueKind is JsonValueKind.String && value.GetString()!.TrimEnd('#') == Draft ? null : $"must be of draft 2020-12: $schema, if it is there, is {Draft}";

    private void Note(string pointer, string? fault)
    {
        if (fault is not null)
        {
            _faults.Add(pointer, fault);
        }
    }
}
