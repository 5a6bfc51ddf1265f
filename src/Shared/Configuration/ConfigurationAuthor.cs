namespace ToskaMesh.Shared.Configuration;

/// <summary>Who changes a configuration, and from where: for the record.</summary>
/// <param name="Subject">The id of the key, the user or the client.</param>
/// <param name="ClientNetwork">As a trusted proxy told it; null when none did.</param>
public sealed record ConfigurationAuthor(string Subject, string? ClientNetwork = null, string? CorrelationId = null);
