using System.Text.Json;
using System.Text.Json.Serialization;

namespace ToskaMesh.Shared.Routing;

/// <summary>
/// Takes the services that did not change from the document before. Both are ordered by name, so one place in the older
/// one is enough to compare with; in a document without that order more is parsed, and nothing is wrong.
/// </summary>
internal sealed class RoutedServicesJson : JsonConverter<IReadOnlyList<RoutedService>>
{
    private List<Place> _before = [];
    private List<Place> _now = [];
    private ReadOnlyMemory<byte> _document;

    /// <summary>Before each document.</summary>
    public void Begin(ReadOnlyMemory<byte> document)
    {
        _document = document;
        _now = [];
    }

    /// <summary>What was read last is what the next document is compared with.</summary>
    public void Keep() => _before = _now;

    /// <summary>Whether the service at this index was taken from the document before.</summary>
    public bool IsKnown(int index) => _now[index].IsKnown;

    public override IReadOnlyList<RoutedService> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.StartArray)
        {
            throw new JsonException();
        }

        // Where the document has the member twice, the last one counts.
        _now = new List<Place>(_before.Count);
        for (var older = 0; reader.Read() && reader.TokenType is not JsonTokenType.EndArray;)
        {
            var content = ContentOf(reader);
            if (older < _before.Count && content.Span.SequenceEqual(_before[older].Content.Span))
            {
                reader.Skip();
                _now.Add(new Place(content, _before[older++].Service, true));
                continue;
            }

            // Null is for the validator to refuse.
            var service = JsonSerializer.Deserialize<RoutedService>(ref reader, options)!;
            _now.Add(new Place(content, service, false));
            while (service is not null && older < _before.Count && string.CompareOrdinal(_before[older].Service.Name, service.Name) <= 0)
            {
                older++;
            }
        }

        return [.. _now.Select(place => place.Service)];
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<RoutedService> value, JsonSerializerOptions options) =>
        throw new NotSupportedException("It only reads.");

    private ReadOnlyMemory<byte> ContentOf(Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return _document[start..(int)reader.BytesConsumed];
    }

    private readonly record struct Place(ReadOnlyMemory<byte> Content, RoutedService Service, bool IsKnown);
}
