using System.Text.Json;
using System.Text.Json.Serialization;

namespace ToskaMesh.Shared.Registry;

/// <summary>Writes headers as an object of names and values, and reads none that breaks a rule.</summary>
public sealed class ProbeHeadersConverter : JsonConverter<ProbeHeaders>
{
    private const string Fault = "Headers of a probe must be 1 to 16 names and values that the mesh may send.";

    public override ProbeHeaders Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            throw new JsonException(Fault);
        }

        var items = new List<KeyValuePair<string, string>>();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName && items.Count <= ProbeHeaders.MaxCount)
        {
            var name = reader.GetString()!;
            reader.Read();
            items.Add(KeyValuePair.Create(name, reader.TokenType is JsonTokenType.String ? reader.GetString()! : throw new JsonException(Fault)));
        }

        return ProbeHeaders.TryCreate(items, out var headers) ? headers : throw new JsonException(Fault);
    }

    public override void Write(Utf8JsonWriter writer, ProbeHeaders value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, text) in value.Items)
        {
            writer.WriteString(name, text);
        }

        writer.WriteEndObject();
    }
}
