namespace ToskaMesh.Functions.Store;

/// <summary>What the writes of a batch asked for, each row once.</summary>
internal sealed class RowsWanted
{
    public RowsWanted(IReadOnlyList<StoreKeys> keys)
    {
        Ids = [.. keys.Where(key => key.InstanceId is not null).Select(key => key.InstanceId!.Value).Distinct()];
        Endpoints = [.. keys.Where(key => key.Endpoint is not null).Select(key => key.Endpoint!).Distinct()];
        Services = [.. keys.Where(key => key.Service is not null).Select(key => key.Service!.Value).Distinct()];
        Leaving = [.. keys.Where(key => key is { Leaves: true, InstanceId: not null }).Select(key => key.InstanceId!.Value).Distinct()];
        LocksState = keys.Any(key => key.State);
        Numbers = keys.Count(key => key.Endpoint is not null);
        AsksNothing = keys.All(key => key.AsksNothing);
    }

    public IReadOnlyList<string> Ids { get; }

    public IReadOnlyList<string> Endpoints { get; }

    public IReadOnlyList<string> Services { get; }

    /// <summary>Of <see cref="Ids"/>, those whose tombstones are wanted.</summary>
    public IReadOnlyList<string> Leaving { get; }

    public bool LocksState { get; }

    /// <summary>A registration asks for the state, and as a rule needs a number.</summary>
    public int Numbers { get; }

    /// <summary>No write looks at anything.</summary>
    public bool AsksNothing { get; }
}
