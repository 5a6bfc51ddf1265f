namespace ToskaMesh.Shared.Routing;

/// <summary>A rollout of settings that is under way, in the route table.</summary>
public sealed record RoutedRollout
{
    /// <summary>The number of the version that these instances get instead of the one that holds.</summary>
    public required long Version { get; init; }

    /// <summary>Of that version's document.</summary>
    public required string Hash { get; init; }

    /// <summary>Another one whenever these instances get the version anew, though it be the same. Null in tables of older publishers.</summary>
    public string? Assignment { get; init; }

    /// <summary>The ids of the instances, in order, each once.</summary>
    public required IReadOnlyList<string> Instances { get; init; }

    /// <summary>Since when each of them has the version, in order; null where none has a mark, as in tables of older publishers.</summary>
    public IReadOnlyList<RoutedMark>? Marks { get; init; }
}
