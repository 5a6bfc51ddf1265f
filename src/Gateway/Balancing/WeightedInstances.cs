using System.Collections;
using ToskaMesh.Gateway.Routing;
using Yarp.ReverseProxy.Model;

namespace ToskaMesh.Gateway.Balancing;

/// <summary>Available instances with their weights summed up once, so that a weighted pick is a binary search and allocates nothing.</summary>
internal sealed class WeightedInstances : IReadOnlyList<DestinationState>
{
    private readonly IReadOnlyList<DestinationState> _instances;
    private readonly long[] _upTo;

    /// <param name="instances">Each with a weight above 0.</param>
    public WeightedInstances(IReadOnlyList<DestinationState> instances)
    {
        _instances = instances;
        _upTo = new long[instances.Count];
        var sum = 0L;
        for (var i = 0; i < _upTo.Length; i++)
        {
            sum += DestinationMetadata.Weight(instances[i].Model.Config);
            _upTo[i] = sum;
        }
    }

    public int Count => _upTo.Length;

    public long TotalWeight => _upTo.Length == 0 ? 0 : _upTo[^1];

    public DestinationState this[int index] => _instances[index];

    /// <param name="point">0 or more, below <see cref="TotalWeight"/>.</param>
    public DestinationState At(long point)
    {
        var found = Array.BinarySearch(_upTo, point + 1);
        return _instances[found < 0 ? ~found : found];
    }

    public IEnumerator<DestinationState> GetEnumerator() => _instances.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
