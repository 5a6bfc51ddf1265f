using ToskaMesh.Functions.Registry;

namespace ToskaMesh.Functions.Store;

/// <summary>What was found of <see cref="RowsWanted"/>, tracked; instances are locked.</summary>
/// <param name="State">Null where it was not loaded.</param>
/// <param name="Numbers">Drawn already, where drawing costs a round trip.</param>
internal sealed record FoundRows(
    MeshStateRow? State, IReadOnlyList<InstanceRow> Instances, IReadOnlyList<ServiceRow> Services, IReadOnlyList<long> Numbers)
{
    public static FoundRows None { get; } = new(null, [], [], []);
}
