using System.Text.Json;

namespace ToskaMesh.Shared.Validation;

/// <summary>Reads strings that the JSON grammar allows but no Unicode text holds, such as a lone <c>\ud800</c>, without an exception.</summary>
internal static class JsonText
{
    public static string? OfValue(JsonElement element) => Read(element.GetString);

    public static string? OfName(JsonProperty property) => Read(() => property.Name);

    private static string? Read(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            // System.Text.Json has no other way to say that an escape is half of a surrogate pair.
            return null;
        }
    }
}
