namespace ToskaMesh.Functions.Registry;

/// <summary>What a sweep found to do by reading, so that it holds the writer only for that.</summary>
/// <param name="Services">Services that time changes.</param>
/// <param name="Forgotten">Services without instances and with no tombstone to be kept.</param>
/// <param name="More">There is more than one sweep does.</param>
internal sealed record SweepPlan(IReadOnlyList<string> Services, IReadOnlyList<string> Forgotten, bool More);
