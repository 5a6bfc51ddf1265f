using System.Globalization;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.CatalogSync;

/// <summary>Turns what a catalog lists into what a registration could have said, under the same rules.</summary>
internal static class CatalogInstanceReader
{
    // The original system's metadata keys with a meaning.
    private const string SchemeKey = "scheme";
    private const string WeightKey = "weight";

    /// <param name="reason">Why there is none.</param>
    public static ImportedInstance? Read(CatalogInstance listed, string source, RegistrationTerms terms, out string? reason)
    {
        var (name, address) = (ServiceName.TryParse(listed.Service, out var n) ? n : null, ServiceAddress.TryParse(listed.Address, out var a) ? a : null);
        var scheme = ReadScheme(listed.Metadata);
        var weight = ReadWeight(listed.Metadata);
        reason = name is null ? $"has the name of no service: it {ServiceName.Rule}"
            : address is null ? $"has no address: it {ServiceAddress.Rule}"
            : listed.Port is < 1 or > RegistrationLimits.Port ? "has no port"
            : terms.Addresses.Refusal(address) is { } refusal ? $"has an address that {refusal}"
            : terms.IsOwn(address, listed.Port) ? "has the mesh's own address and port"
            : scheme is null ? "has a scheme that is not http, https or h2c"
            : weight is null ? $"has a weight that is not 0 to {RegistrationLimits.Weight}"
            : Oversize(listed);
        return reason is not null ? null : new ImportedInstance(
            RegistrationFingerprint.Stamp(new Registration
            {
                ServiceName = name!,
                ServiceId = ImportedId.Of(source, listed.Node, listed.Id),
                Address = address!,
                Port = listed.Port,
                Scheme = scheme!.Value,
                Weight = weight!.Value,
                Tags = [.. listed.Tags.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
                Metadata = listed.Metadata,
                Fingerprint = "",
            }),
            listed.Health);
    }

    private static InstanceScheme? ReadScheme(IReadOnlyDictionary<string, string> metadata) =>
        !metadata.TryGetValue(SchemeKey, out var text) ? InstanceScheme.Http
            : Enum.TryParse<InstanceScheme>(text, ignoreCase: true, out var scheme) && Enum.IsDefined(scheme) ? scheme
            : null;

    private static int? ReadWeight(IReadOnlyDictionary<string, string> metadata) =>
        !metadata.TryGetValue(WeightKey, out var text) ? 1
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var weight) && weight <= RegistrationLimits.Weight ? weight
            : null;

    private static string? Oversize(CatalogInstance listed)
    {
        if (listed.Tags.Count > RegistrationLimits.Tags || listed.Tags.Any(tag => tag.Length is 0 or > RegistrationLimits.TagLength))
        {
            return $"has more than {RegistrationLimits.Tags} tags, or one that is empty or longer than {RegistrationLimits.TagLength}";
        }

        var metadata = listed.Metadata;
        return metadata.Count > RegistrationLimits.MetadataKeys
            || metadata.Any(pair => pair.Key.Length is 0 or > RegistrationLimits.MetadataKeyLength || pair.Value.Length > RegistrationLimits.MetadataValueLength)
            ? "has more metadata than a registration may have"
            : null;
    }
}
