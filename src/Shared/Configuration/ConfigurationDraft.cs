using System.Security.Cryptography;
using System.Text;
using ToskaMesh.Shared.Configuration.Documents;

namespace ToskaMesh.Shared.Configuration;

/// <summary>What a version is to hold, validated.</summary>
public sealed record ConfigurationDraft
{
    public required ConfigurationFormat Format { get; init; }

    /// <summary>As its author wrote it, comments and all.</summary>
    public required string Content { get; init; }

    /// <summary>What the content means.</summary>
    public required ConfigurationDocument Document { get; init; }

    /// <summary>A JSON Schema that the content obeys, as its author wrote it, in JSON or YAML.</summary>
    public string? Schema { get; init; }

    public ConfigurationSelector Selector { get; init; } = ConfigurationSelector.Everybody;

    public string? Description { get; init; }

    /// <summary>Equal if, and only if, there is nothing new in one of two versions.</summary>
    public string Fingerprint()
    {
        string[] parts = [Format.ToString(), Content, Schema ?? "", Selector.ToString(), Description ?? "", Schema is null ? "0" : "1", Description is null ? "0" : "1"];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var bytes in parts.Select(Encoding.UTF8.GetBytes))
        {
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
