using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Commands;

/// <summary>A validated request to command.</summary>
/// <param name="Arguments">JSON.</param>
/// <param name="ToAll">Each instance that is registered now; otherwise one.</param>
/// <param name="Instance">That one; null for whichever comes first.</param>
public sealed record CommandOrder(string Name, string? Arguments, TimeSpan Timeout, bool ToAll, InstanceId? Instance);
