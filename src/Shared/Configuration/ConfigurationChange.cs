namespace ToskaMesh.Shared.Configuration;

/// <summary>What is to become of a configuration; one of the records below it in name.</summary>
public abstract record ConfigurationChange
{
    public required ConfigurationAuthor By { get; init; }

    /// <summary>Why, for the history and the audit.</summary>
    public string? Notes { get; init; }

    /// <summary>What it is about; of a configuration of another kind nothing is changed. Null takes what is there, and makes settings.</summary>
    public ConfigurationKind? Kind { get; init; } = ConfigurationKind.Settings;

    /// <summary>Whether the new version holds at once. One that does not waits for a rollout, or to be written again.</summary>
    public bool Activate { get; init; } = true;

    /// <summary>It happens only while the last version is one of these; null asks for none.</summary>
    public IReadOnlySet<long>? Expected { get; init; }
}
