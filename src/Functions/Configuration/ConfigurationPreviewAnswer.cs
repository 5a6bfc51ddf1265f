using ToskaMesh.Shared.Configuration;

namespace ToskaMesh.Functions.Configuration;

/// <summary>What a write would have done.</summary>
public sealed record ConfigurationPreviewAnswer
{
    public required ConfigurationOutcome Outcome { get; init; }

    /// <summary>The number that the configuration's last version would have.</summary>
    public required long Version { get; init; }

    public required string Hash { get; init; }

    /// <summary>What would change in what the content means.</summary>
    public required IReadOnlyList<ConfigurationChangeAnswer> Changes { get; init; }

    /// <summary>What else would change: description, format, labels, schema, services; empty where there is no version before it.</summary>
    public required IReadOnlyList<string> Besides { get; init; }
}
