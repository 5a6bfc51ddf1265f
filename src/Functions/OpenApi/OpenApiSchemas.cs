using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using ToskaMesh.Functions.Http;

namespace ToskaMesh.Functions.OpenApi;

/// <summary>The schemas of a document: of answers by their types, so that they say what the serializer does; of bodies by file.</summary>
internal sealed class OpenApiSchemas
{
    private static readonly JsonSchemaExporterOptions Exporter = new() { TreatNullObliviousAsNonNullable = true };

    private readonly SortedDictionary<string, JsonNode> _schemas = new(StringComparer.Ordinal);

    /// <summary>A schema that refers to the type's.</summary>
    public JsonObject Of(Type type)
    {
        if (ItemOf(type) is { } item)
        {
            return new JsonObject { ["type"] = "array", ["items"] = Of(item) };
        }

        if (type == typeof(string))
        {
            return new JsonObject { ["type"] = "string" };
        }

        var name = type.Name.Replace("Answer", "", StringComparison.Ordinal);
        _schemas.TryAdd(name, MeshJson.Options.GetJsonSchemaAsNode(type, Exporter));
        return Reference(name);
    }

    public JsonObject OfBody(string name)
    {
        _schemas.TryAdd(name, ReadBody(name));
        return Reference(name);
    }

    public JsonObject ToJson() => new(_schemas.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));

    private static Type? ItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    private static JsonNode ReadBody(string name)
    {
        using var stream = typeof(OpenApiSchemas).Assembly.GetManifestResourceStream($"{name}.schema.json")
            ?? throw new InvalidOperationException($"OpenApi/Bodies/{name}.schema.json is not there.");
        return JsonNode.Parse(stream) ?? throw new InvalidOperationException($"{name}.schema.json is null.");
    }
}
