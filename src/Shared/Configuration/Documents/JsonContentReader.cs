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
            return Read(document.RootElement, Place.Top);
        }
        catch (JsonException exception)
        {
            throw ContentFaultException.At(
                (exception.LineNumber ?? 0) + 1, (exception.BytePositionInLine ?? 0) + 1, $"is no JSON of at most {ConfigurationLimits.Depth} levels");
        }
    }

    private static ContentValue Read(JsonElement element, Place place) => element.ValueKind switch
    {
        JsonValueKind.Object => ReadMap(element, place),
        JsonValueKind.Array => new ListValue([.. element.EnumerateArray().Select((item, index) => Read(item, new Place(place, null, index)))]),
        JsonValueKind.String => new TextValue(JsonText.OfValue(element) ?? throw ContentFaultException.At(place.Pointer, "is no Unicode text")),
        JsonValueKind.Number => new LiteralValue(CanonicalNumber.Of(element.GetRawText())),
        _ => new LiteralValue(element.GetRawText()),
    };

    private static MapValue ReadMap(JsonElement element, Place place)
    {
        var members = new SortedDictionary<string, ContentValue>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            var name = JsonText.OfName(property) ?? throw ContentFaultException.At(place.Pointer, "has a name that is no Unicode text");
            var inner = new Place(place, name, 0);
            if (!members.TryAdd(name, Read(property.Value, inner)))
            {
                throw ContentFaultException.At(inner.Pointer, "stands more than once");
            }
        }

        return new MapValue(members);
    }

    // Pointers are made for faults only: of all values together they may be many times the content.
    private sealed record Place(Place? Outer, string? Name, int Index)
    {
        public static Place Top { get; } = new(null, null, 0);

        public string Pointer => Outer is null ? "" : Name is null ? JsonPointer.Append(Outer.Pointer, Index) : JsonPointer.Append(Outer.Pointer, Name);
    }
}
