namespace ToskaMesh.Functions.Configuration;

/// <summary>What makes the meaning of one version of that of another.</summary>
public sealed record ConfigurationDiffAnswer
{
    public required long From { get; init; }

    public required long To { get; init; }

    public required IReadOnlyList<ConfigurationChangeAnswer> Changes { get; init; }

    /// <summary>What else differs: description, format, labels, schema, services.</summary>
    public required IReadOnlyList<string> Besides { get; init; }
}
