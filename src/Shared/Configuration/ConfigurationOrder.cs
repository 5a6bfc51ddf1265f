using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Configuration;

/// <summary>A validated request to write a configuration.</summary>
/// <param name="Key">Null where the path names it.</param>
/// <param name="Activate">Whether it holds at once.</param>
/// <param name="Violations">Where the content breaks its own schema, by JSON pointers into the content.</param>
public sealed record ConfigurationOrder(ConfigurationKey? Key, ConfigurationDraft Draft, string? Notes, IReadOnlyList<ValidationError> Violations, bool Activate = true);
