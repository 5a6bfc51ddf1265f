namespace ToskaMesh.Shared.Configuration;

/// <summary>What is to become of a configuration; one of the records below it in name.</summary>
public abstract record ConfigurationChange
{
    public required ConfigurationAuthor By { get; init; }

    /// <summary>Why, for the history and the audit.</summary>
    public string? Notes { get; init; }

    /// <summary>It happens only while the last version is one of these; null asks for none.</summary>
    public IReadOnlySet<long>? Expected { get; init; }
}
