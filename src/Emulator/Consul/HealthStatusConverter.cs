#nullable disable

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Consul;

internal sealed class HealthStatusConverter : JsonConverter<HealthStatus>
{
    public override HealthStatus Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return HealthStatus.Parse(reader.GetString());
        }
        catch (ArgumentException exception)
        {
            throw new JsonException(exception.Message, exception);
        }
    }

    public override void Write(Utf8JsonWriter writer, HealthStatus value, JsonSerializerOptions options) => writer.WriteStringValue(value.Status);
}
