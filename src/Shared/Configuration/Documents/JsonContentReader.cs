using System.Text.Json;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Configuration.Documents;

/// <summary>Reads content in JSON: no comments, no member twice.</summary>
internal static class JsonContentReader
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = ConfigurationLimits.Depth };

    public static ContentValue Read(string content)
    {
        try
        {
            using var document = JsonDocument.Parse(content, Options);
            return Read(document.RootElement, "");
        }
        catch (JsonException exception)
        {
            throw ContentFaultException.At(
                (exception.LineNumber ?? 0) + 1, (exception.BytePositionInLine ?? 0) + 1, $"is no JSON of at most {ConfigurationLimits.Depth} levels");
        }
    }

    private static ContentValue Read(JsonElement element, string pointer) => element.ValueKind switch
    {
        JsonValueKind.Object => ReadMap(element, pointer),
        JsonValueKind.Array => new ListValue([.. element.EnumerateArray().Select((item, index) => Read(item, JsonPointer.Append(pointer, index)))]),
        JsonValueKind.String => new TextValue(JsonText.OfValue(element) ?? throw ContentFaultException.At(pointer, "is no Unicode text")),
        JsonValueKind.Number => new LiteralValue(CanonicalNumber.Of(element.GetRawText())),
        _ => new LiteralValue(element.GetRawText()),
    };

    private static MapValue ReadMap(JsonElement element, string pointer)
    {
        var members = new SortedDictionary<string, ContentValue>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            var name = JsonText.OfName(property) ?? throw ContentFaultException.At(pointer, "has a name that is no Unicode text");
            var inner = JsonPointer.Append(pointer, name);
            if (!members.TryAdd(name, Read(property.Value, inner)))
            {
                throw ContentFaultException.At(inner, "stands more than once");
            }
        }

        return new MapValue(members);
    }
}
