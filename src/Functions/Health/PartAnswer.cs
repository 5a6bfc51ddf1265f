namespace ToskaMesh.Functions.Health;

public sealed record PartAnswer
{
    public required string Name { get; init; }

    public required PartStatus Status { get; init; }

    public required TimeSpan Duration { get; init; }

    public required string Description { get; init; }

    public IReadOnlyDictionary<string, string>? Data { get; init; }
}
