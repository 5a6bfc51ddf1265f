using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using ToskaMesh.Emulator.Durable.Dispatch;
using ToskaMesh.Emulator.Durable.Store;

namespace ToskaMesh.Emulator.Durable.Client;

internal sealed partial class EmulatedDurableTaskClient
{
    private const int LargestPage = 1000;

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return Metadata(await FindAsync(instanceId, cancellation), getInputsAndOutputs);
    }

    /// <summary>An instance that is not there is waited for.</summary>
    public override async Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        var started = await WaitAsync(
            instanceId, static (i) => i is not null && i.Status != OrchestrationRuntimeStatus.Pending, cancellation);
        return Metadata(started, getInputsAndOutputs)!;
    }

    /// <exception cref="InvalidOperationException">There is no such instance.</exception>
    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        var ended = await WaitAsync(instanceId, static (i) => i is null or { HasEnded: true }, cancellation)
            ?? throw new InvalidOperationException($"There is no orchestration '{instanceId}'.");
        return Metadata(ended, getInputsAndOutputs)!;
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        var query = filter ?? new OrchestrationQuery();
        return Pageable.Create<OrchestrationMetadata>((continuation, size, cancellation) =>
            PageAsync(query, continuation ?? query.ContinuationToken, size ?? query.PageSize, cancellation));
    }

    private async Task<Page<OrchestrationMetadata>> PageAsync(
        OrchestrationQuery query, string? continuation, int size, CancellationToken cancellation)
    {
        if (query.TaskHubNames?.Any() is true && !query.TaskHubNames.Contains(Name, StringComparer.OrdinalIgnoreCase))
        {
            return new Page<OrchestrationMetadata>([]);
        }

        var hub = await engine.HubAsync(cancellation);
        var filter = new InstanceFilter(query.CreatedFrom, query.CreatedTo, query.Statuses?.ToList(), query.InstanceIdPrefix);
        var limit = Math.Clamp(size, 1, LargestPage);
        var found = hub.Reader.Read(db => InstanceTable.List(db, filter, continuation ?? "", limit));
        return new Page<OrchestrationMetadata>(
            [.. found.Select(i => Metadata(i, query.FetchInputsAndOutputs)!)], found.Count == limit ? found[^1].Id : null);
    }

    private async Task<InstanceRecord?> WaitAsync(string instanceId, Predicate<InstanceRecord?> reached, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var hub = await engine.HubAsync(cancellation);
        while (true)
        {
            var change = hub.Signals.NextChangeOf(instanceId);
            try
            {
                var instance = Find(hub, instanceId);
                if (reached(instance))
                {
                    return instance;
                }

                await change.WaitAsync(cancellation);
            }
            finally
            {
                hub.Signals.Leave(instanceId, change);
            }
        }
    }

    private async Task<InstanceRecord?> FindAsync(string instanceId, CancellationToken cancellation) =>
        Find(await engine.HubAsync(cancellation), instanceId);

    private static InstanceRecord? Find(OpenHub hub, string instanceId) => hub.Reader.Read(db => InstanceTable.Find(db, instanceId));

    private OrchestrationMetadata? Metadata(InstanceRecord? instance, bool withData) => instance is null ? null : new(instance.Name, instance.Id)
    {
        RuntimeStatus = instance.Status,
        CreatedAt = instance.CreatedAt,
        LastUpdatedAt = instance.UpdatedAt,
        FailureDetails = withData ? instance.Failure : null,
        DataConverter = withData ? converter : null,
        SerializedInput = withData ? instance.Input : null,
        SerializedOutput = withData ? instance.Output : null,
        SerializedCustomStatus = withData ? instance.CustomStatus : null,
    };
}
