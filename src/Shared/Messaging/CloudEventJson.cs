using System.Globalization;
using System.Text.Json;

namespace ToskaMesh.Shared.Messaging;

/// <summary>
/// The structured mode of CloudEvents 1.0 in JSON (its JSON format, section 3). The extension attribute
/// <c>revision</c> is a string, because a CloudEvents integer has 32 bits only.
/// </summary>
public static class CloudEventJson
{
    public const string ContentType = "application/cloudevents+json";

    public const string Source = "/toskamesh/registry";

    public static byte[] Serialize(MeshEvent @event)
    {
        using var buffer = new MemoryStream(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", @event.Id);
            json.WriteString("source", Source);
            json.WriteString("type", @event.Type);
            json.WriteString("subject", @event.Subject);
            json.WriteString("time", @event.Time.UtcDateTime);
            json.WriteString("revision", @event.Revision.ToString(CultureInfo.InvariantCulture));
            json.WriteString("datacontenttype", "application/json");
            json.WritePropertyName("data");
            json.WriteRawValue(@event.Data);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
