using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ToskaMesh.Shared.Configuration.Documents;

/// <summary>
/// What the content of a configuration means, whichever way it was written: an object of JSON in one spelling. Members
/// are in order of their UTF-16 units, without white space, numbers in their shortest form. Equal texts, and only those,
/// mean the same.
/// </summary>
public sealed class ConfigurationDocument : IEquatable<ConfigurationDocument>
{
    private ConfigurationDocument(string json, JsonElement root)
    {
        (Json, Root) = (json, root);
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
    }

    public static ConfigurationDocument Empty { get; } = FromCanonical("{}");

    public string Json { get; }

    public JsonElement Root { get; }

    /// <summary>SHA-256 of <see cref="Json"/>, hexadecimal.</summary>
    public string Hash { get; }

    /// <param name="json">As <see cref="Json"/> of another was; for stores.</param>
    public static ConfigurationDocument FromCanonical(string json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = ConfigurationLimits.Depth });
        return new ConfigurationDocument(json, document.RootElement.Clone());
    }

    public bool Equals(ConfigurationDocument? other) => other is not null && Json == other.Json;

    public override bool Equals(object? obj) => Equals(obj as ConfigurationDocument);

    public override int GetHashCode() => Hash.GetHashCode(StringComparison.Ordinal);
}
