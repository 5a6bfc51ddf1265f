using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Testing.Health;

/// <summary>Remembers whom it was asked to look at.</summary>
public sealed class RecordingProber : IProbeOnSuspicion
{
    private readonly List<IReadOnlyList<InstanceId>> _asked = [];

    public IReadOnlyList<IReadOnlyList<InstanceId>> Asked => _asked;

    public Task<int> ProbeAsync(IReadOnlyList<InstanceId> suspects, CancellationToken cancellationToken)
    {
        _asked.Add(suspects);
        return Task.FromResult(suspects.Count);
    }
}
