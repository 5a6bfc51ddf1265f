using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Registry;

/// <summary>Reads what an instance says of itself in its own words: also the body <c>{"metadata": {...}}</c> that replaces it.</summary>
public static class MetadataParser
{
    public static Parsed<IReadOnlyDictionary<string, string>> Parse(ReadOnlyMemory<byte> body) =>
        JsonBody.Parse(body, fields => fields.Required("metadata") is { } map ? Read(map) : null);

    internal static IReadOnlyDictionary<string, string>? Read(JsonField field)
    {
        var map = field.Map(
            RegistrationLimits.MetadataKeys,
            RegistrationLimits.MetadataKeyLength,
            value => value.Text(0, RegistrationLimits.MetadataValueLength));
        if (map?.Sum(pair => pair.Key.Length + pair.Value.Length) > RegistrationLimits.MetadataLength)
        {
            field.Fault($"must have at most {RegistrationLimits.MetadataLength} characters in all");
        }

        return map;
    }
}
