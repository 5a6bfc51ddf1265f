namespace ToskaMesh.Shared.Commands;

/// <param name="Expired">Commands whose time was over with an answer missing: each has its event.</param>
/// <param name="More">The batch was full: call again.</param>
public sealed record CommandSweep(int Expired, bool More);
