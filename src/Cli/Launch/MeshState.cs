using System.Collections.Immutable;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Cli.Launch;

/// <summary>Everything that <c>toska up</c> shows: immutable, so that a view may read it at any time.</summary>
internal sealed record MeshState
{
    /// <summary>In the order in which they were started.</summary>
    public ImmutableArray<PartState> Parts { get; init; } = [];

    /// <summary>What the gateway acts on; null until there is one.</summary>
    public RouteTable? Routes { get; init; }

    /// <summary>Every part has been ready.</summary>
    public bool Running { get; init; }

    public bool Stopping { get; init; }

    public bool HasInstance(string id) =>
        Routes?.Services.Any(service => service.Instances.Any(instance => instance.Id == id)) is true;

    /// <summary>Of an instance that runs as a part of this mesh; null for one that somebody else started.</summary>
    public int? ProcessOf(string instance) => Parts.FirstOrDefault(part => part.Name == instance)?.ProcessId;

    public MeshState With(PartState part)
    {
        var index = Parts.Select((known, at) => (known, at)).Where(pair => pair.known.Name == part.Name).Select(pair => pair.at).DefaultIfEmpty(-1).First();
        return this with { Parts = index < 0 ? Parts.Add(part) : Parts.SetItem(index, part) };
    }
}
