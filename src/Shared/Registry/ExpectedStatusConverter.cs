using System.Text.Json;
using System.Text.Json.Serialization;

namespace ToskaMesh.Shared.Registry;

/// <summary>Writes a set of status codes as text, and reads none that does not hold the rule.</summary>
public sealed class ExpectedStatusConverter : JsonConverter<ExpectedStatus>
{
    public override ExpectedStatus Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String && ExpectedStatus.TryParse(reader.GetString(), out var codes)
            ? codes
            : throw new JsonException($"A set of status codes {ExpectedStatus.Rule}.");

    public override void Write(Utf8JsonWriter writer, ExpectedStatus value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
