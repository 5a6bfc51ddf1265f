using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Commands;

/// <summary>What an instance says of a command.</summary>
/// <param name="Result">JSON.</param>
public sealed record CommandReply(InstanceId Instance, bool Succeeded, string? Result, string? Error);
