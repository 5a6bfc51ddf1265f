using System.Collections.Concurrent;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Testing.Health;

/// <summary>Instances that are well unless a test says otherwise, and a note of who was probed when.</summary>
public sealed class ScriptedProber(TimeProvider time) : IInstanceProber
{
    private readonly ConcurrentDictionary<string, Func<CancellationToken, Task<HealthStatus>>> _answers = new();
    private readonly ConcurrentQueue<(string Id, DateTimeOffset At)> _probes = new();

    public IReadOnlyList<(string Id, DateTimeOffset At)> Probes => [.. _probes];

    public void Set(string id, HealthStatus status) => _answers[id] = _ => Task.FromResult(status);

    /// <summary>From now on it answers nothing until its check's time is over.</summary>
    public void Hang(string id, TimeSpan timeout) => _answers[id] = async token =>
    {
        await Task.Delay(timeout, time, token);
        return HealthStatus.Unhealthy;
    };

    public async Task<ProbeResult> ProbeAsync(ServiceInstance instance, CancellationToken cancellationToken)
    {
        _probes.Enqueue((instance.ServiceId.Value, time.GetUtcNow()));
        var status = _answers.TryGetValue(instance.ServiceId.Value, out var answer) ? await answer(cancellationToken) : HealthStatus.Healthy;
        return ProbeResults.Of(status);
    }
}
