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

    /// <summary>Of what happened to identities.</summary>
    public const string IdentitySource = "/toskamesh/identity";

    private const string SpecVersion = "1.0";

    public static byte[] Serialize(MeshEvent @event)
    {
        using var buffer = new MemoryStream(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("specversion", SpecVersion);
            json.WriteString("id", @event.Id);
            json.WriteString("source", SourceOf(@event.Type));
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

    /// <summary>Who tells of events of that type.</summary>
    public static string SourceOf(string type) =>
        type.StartsWith(EventTypes.SecurityPrefix, StringComparison.Ordinal) ? IdentitySource : Source;

    /// <summary>Null for what is no event of this mesh.</summary>
    public static MeshEvent? Read(string message)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            return document.RootElement is { ValueKind: JsonValueKind.Object } json ? Read(json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static MeshEvent? Read(JsonElement json) =>
        Text(json, "specversion") == SpecVersion
        && Guid.TryParse(Text(json, "id"), out var id)
        && Text(json, "type") is { Length: > 0 } type
        && Text(json, "subject") is { Length: > 0 } subject
        && DateTimeOffset.TryParse(Text(json, "time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
        && long.TryParse(Text(json, "revision"), NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
        && json.TryGetProperty("data", out var data) && data.ValueKind is JsonValueKind.Object
            ? new MeshEvent { Id = id, Type = type, Subject = subject, Time = time, Revision = revision, Data = data.GetRawText() }
            : null;

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
