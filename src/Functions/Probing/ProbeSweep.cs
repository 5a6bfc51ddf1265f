using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Functions.Probing;

internal sealed partial class ProbeSweep(
    IServiceRegistry registry,
    IInstanceProbes probes,
    IOptions<PublishOptions> options,
    TimeProvider time,
    ILogger<ProbeSweep> logger)
    : IProbeSweep
{
    // Instances that came since the plan was made; the next plan makes two shards of them.
    private const int MostInShard = 2 * ProbePlan.ShardSize;

    public async Task<ProbePlan> PlanAsync(int shardSize, CancellationToken cancellationToken)
    {
        if (options.Value.Prober is not HealthProber.Functions)
        {
            return new ProbePlan([]);
        }

        var starts = await registry.ListProbeShardsAsync(shardSize, cancellationToken);
        return new ProbePlan([.. starts.Select(id => id.Value)]);
    }

    public async Task ProbeAsync(ShardWindow shard, CancellationToken cancellationToken)
    {
        var window = new SweepWindow(shard.Start);
        if (time.GetUtcNow() >= window.End + SweepWindow.Length)
        {
            Log.Late(logger, shard.From, time.GetUtcNow() - window.End);
            return;
        }

        var until = shard.Until is null ? null : InstanceId.Parse(shard.Until);
        var instances = await registry.ReadProbedAsync(InstanceId.Parse(shard.From), until, MostInShard, cancellationToken);
        await Task.WhenAll(instances.Select(instance => FollowAsync(instance, window, cancellationToken)));
    }

    private async Task FollowAsync(ServiceInstance instance, SweepWindow window, CancellationToken cancellationToken)
    {
        var last = default(DateTimeOffset?);
        foreach (var due in ProbeSchedule.Within(instance, window.Start, window.End))
        {
            var wait = due - time.GetUtcNow();
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, cancellationToken);
            }
            else if (last is { } sent && sent > due)
            {
                // The probe before took its place.
                continue;
            }

            last = time.GetUtcNow();
            if (await TryProbeAsync(instance, cancellationToken) is not { } next)
            {
                return;
            }

            instance = next;
        }
    }

    // One that cannot be stored is no reason to give up the shard: the next probe says the same.
    private async Task<ServiceInstance?> TryProbeAsync(ServiceInstance instance, CancellationToken cancellationToken)
    {
        try
        {
            return (await probes.ProbeAsync(instance, cancellationToken)).Instance;
        }
        catch (StoreUnavailableException failure)
        {
            Log.NotStored(logger, instance.ServiceId, failure);
            return instance;
        }
    }
}
