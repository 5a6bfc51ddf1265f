namespace ToskaMesh.Functions.Probing;

/// <summary>One shard's part of a round.</summary>
/// <param name="From">The first id.</param>
/// <param name="Until">The first id of the next shard; null for the last.</param>
/// <param name="Start">Of the round.</param>
public sealed record ShardWindow(string From, string? Until, DateTimeOffset Start);
