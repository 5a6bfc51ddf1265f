using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using ToskaMesh.Emulator.Durable.Changes;
using ToskaMesh.Emulator.Durable.Dispatch;
using ToskaMesh.Emulator.Durable.History;
using ToskaMesh.Emulator.Durable.Store;

namespace ToskaMesh.Emulator.Durable.Client;

/// <summary>The client of the hub in this process. What it has answered is on disk.</summary>
internal sealed partial class EmulatedDurableTaskClient(DurableEngine engine, DataConverter converter, IManagementAddresses webhooks)
    : DurableTaskClient(engine.Hub)
{
    private const int LongestId = 100;

    public IManagementAddresses Webhooks => webhooks;

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        return await StartAsync(orchestratorName.Name, converter.Serialize(input), options, cancellation);
    }

    /// <param name="input">As JSON.</param>
    public async Task<string> StartAsync(string orchestrator, string? input, StartOrchestrationOptions? options, CancellationToken cancellation)
    {
        var id = options?.InstanceId ?? Guid.NewGuid().ToString("N");
        Check(id);
        var dedupe = options?.DedupeStatuses?.Select(s => Enum.Parse<OrchestrationRuntimeStatus>(s, ignoreCase: true)).ToList();
        var hub = await engine.HubAsync(cancellation);
        return await hub.Writer.SubmitAsync(new StartOrchestration(id, orchestrator, input, options?.StartAt, dedupe)).WaitAsync(cancellation);
    }

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return RaiseJsonAsync(instanceId, eventName, converter.Serialize(eventPayload), cancellation);
    }

    public Task RaiseJsonAsync(string instanceId, string eventName, string? payload, CancellationToken cancellation) =>
        SendAsync(instanceId, new EventRaised(eventName, payload), "raise an event to", cancellation);

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        var terminated = new ExecutionTerminated(converter.Serialize(options?.Output), options?.Recursive ?? false);
        return SendAsync(instanceId, terminated, "terminate", cancellation);
    }

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new ExecutionSuspended(reason), "suspend", cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new ExecutionResumed(reason), "resume", cancellation);

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var hub = await engine.HubAsync(cancellation);
        return new PurgeResult(await hub.Writer.SubmitAsync(new PurgeInstances([instanceId], options?.Recursive ?? false)), isComplete: true);
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var hub = await engine.HubAsync(cancellation);
        var wanted = new InstanceFilter(filter.CreatedFrom, filter.CreatedTo, filter.Statuses?.ToList());
        var (purged, after) = (0, "");
        while (true)
        {
            var page = hub.Reader.Read(db => InstanceTable.List(db, wanted, after, OrchestrationQuery.DefaultPageSize));
            if (page.Count == 0)
            {
                return new PurgeResult(purged, isComplete: true);
            }

            purged += await hub.Writer.SubmitAsync(new PurgeInstances([.. page.Select(i => i.Id)], options?.Recursive ?? false));
            after = page[^1].Id;
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The hub is the host's.</summary>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="InvalidOperationException">It has ended.</exception>
    private async Task SendAsync(string instanceId, TurnEvent message, string what, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var hub = await engine.HubAsync(cancellation);
        var status = await hub.Writer.SubmitAsync(new SendMessage(instanceId, null, message)).WaitAsync(cancellation)
            ?? throw new ArgumentException($"There is no orchestration '{instanceId}'.", nameof(instanceId));
        if (status.HasEnded())
        {
            throw new InvalidOperationException($"Cannot {what} orchestration '{instanceId}': it is {status}.");
        }
    }

    /// <summary>The genuine host's rules: an id is a part of addresses and keys.</summary>
    private static void Check(string id)
    {
        if (id.Length is 0 or > LongestId || id[0] == '@' || id.Any(c => char.IsControl(c) || c is '/' or '\\' or '#' or '?'))
        {
            throw new ArgumentException($"An instance id has 1 to {LongestId} characters, does not begin with @, and has no control characters and no / \\ # ? in it.");
        }
    }
}
