using System.Text.Json;

namespace ToskaMesh.Shared.Identity.Tokens;

/// <summary>Reads the JSON of tokens: one object, flat but for lists, in which no name stands twice, since readers differ on which one counts.</summary>
internal static class JsonObjects
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    /// <returns>Null for anything else.</returns>
    public static JsonDocument? TryParse(ReadOnlyMemory<byte> json)
    {
        JsonDocument? document = null;
        try
        {
            document = JsonDocument.Parse(json, Strict);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // A name that is not valid UTF-16 once its escapes are read.
            return null;
        }

        if (document.RootElement.ValueKind is JsonValueKind.Object)
        {
            return document;
        }

        document.Dispose();
        return null;
    }

    /// <returns>Null for what is not there, not a text, or a text that no UTF-16 can say.</returns>
    public static string? Text(JsonElement fields, string name) => fields.TryGetProperty(name, out var value) ? Text(value) : null;

    public static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind is JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
