using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Commands;

/// <summary>A command to a service, with all its targets.</summary>
public sealed record MeshCommand
{
    /// <summary>A UUID, version 7; whoever carries it out knows by it what was done already.</summary>
    public required Guid Id { get; init; }

    public required ServiceName Service { get; init; }

    public required string Name { get; init; }

    /// <summary>JSON.</summary>
    public string? Arguments { get; init; }

    /// <summary>Whose key asked for it.</summary>
    public required string RequestedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>In order of their ordinals; at least one.</summary>
    public required IReadOnlyList<CommandTarget> Targets { get; init; }
}
