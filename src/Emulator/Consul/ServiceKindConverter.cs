#nullable disable

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Consul;

internal sealed class ServiceKindConverter : JsonConverter<ServiceKind>
{
    public override ServiceKind Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { Length: > 0 } kind ? new ServiceKind(kind) : null;

    public override void Write(Utf8JsonWriter writer, ServiceKind value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
