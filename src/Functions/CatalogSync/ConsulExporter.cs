using System.Collections.Concurrent;
using Consul;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Store;
using ToskaMesh.Functions.Ticking;
using ToskaMesh.Shared.CatalogSync;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.CatalogSync;

/// <summary>
/// Makes a Consul agent have the mesh's instances: at once when an event tells of a change, and each tick whatever
/// differs, which also keeps their checks alive and repairs what the agent lost.
/// </summary>
internal sealed partial class ConsulExporter(
    ConsulAgent agent,
    IServiceRegistry registry,
    StoreIdentity store,
    TimeProvider time,
    IOptions<ConsulOptions> options,
    ILogger<ConsulExporter> logger) : ITickPart, IDisposable
{
    private const int AtOnce = 8;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan EventDeadline = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, long> _keptAt = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(1);
    private int _refused;

    public SyncState State { get; } = new(time);

    /// <summary>
    /// Exports one instance as it is now, if the last attempt of any kind succeeded. Whatever the agent answers is no
    /// failure: the next tick makes it good.
    /// </summary>
    public Task ApplyAsync(InstanceId id, CancellationToken cancellationToken) =>
        State.Reason is null ? TryAsync(EventDeadline, token => ExportAsync(id, token), cancellationToken) : Task.CompletedTask;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, int>? figures = null;
        await TryAsync(Deadline, async token => figures = await ReconcileAsync(token), cancellationToken);
        if (figures is not null && State.Succeed(figures))
        {
            Log.Recovered(logger);
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task TryAsync(TimeSpan limit, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        if (!await TryTakeTurnAsync(either.Token))
        {
            return;
        }

        try
        {
            await work(either.Token);
        }
        catch (Exception exception) when (exception is not StoreUnavailableException && !cancellationToken.IsCancellationRequested)
        {
            if (State.Fail(ConsulFailure.Describe(exception)))
            {
                Log.Failed(logger, exception);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    // Whoever waits too long for another's turn leaves it to the next tick: that says nothing about Consul.
    private async Task<bool> TryTakeTurnAsync(CancellationToken cancellationToken)
    {
        var turn = _turn.WaitAsync(cancellationToken);
        await turn.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return turn.IsCompletedSuccessfully;
    }

    private async Task ExportAsync(InstanceId id, CancellationToken cancellationToken)
    {
        var rules = new ConsulExportRules(store.Id);
        var wanted = await registry.FindAsync(id, cancellationToken) is { } instance ? rules.Describe(instance) : null;
        if (wanted is null)
        {
            await agent.RemoveAsync(rules.IdOf(id), cancellationToken);
            return;
        }

        await RegisterAsync(wanted, cancellationToken);
    }

    private async Task<IReadOnlyDictionary<string, int>> ReconcileAsync(CancellationToken cancellationToken)
    {
        // In this order: what registers in between is not among what the agent had, and so is not taken for gone.
        var rules = new ConsulExportRules(store.Id);
        var owned = await agent.ReadAsync(rules, cancellationToken);
        var wanted = Describe(rules, await registry.SnapshotAsync(cancellationToken), out var leftOut);
        var export = ConsulExportRules.Decide(wanted, owned, IsDue);
        _refused = 0;
        await EachAsync(export.Remove, agent.RemoveAsync, cancellationToken);
        await EachAsync(export.Register, RegisterAsync, cancellationToken);
        await EachAsync(export.Report, ReportAsync, cancellationToken);
        Forget(wanted);
        return new Dictionary<string, int>
        {
            ["instances"] = wanted.Count,
            ["registered"] = export.Register.Count,
            ["removed"] = export.Remove.Count,
            ["refused"] = _refused,
            ["leftOut"] = leftOut,
        };
    }

    private List<ExportedInstance> Describe(ConsulExportRules rules, RegistrySnapshot snapshot, out int leftOut)
    {
        var all = snapshot.Services.SelectMany(service => service.Instances)
            .Select(instance => instance with { Status = HealthTransitions.Effective(instance, snapshot.TakenAt, snapshot.Grace) })
            .Select(rules.Describe).OfType<ExportedInstance>().ToList();
        leftOut = Math.Max(0, all.Count - options.Value.MaxExports);
        return leftOut == 0 ? all : all[..options.Value.MaxExports];
    }

    private static Task EachAsync<T>(IReadOnlyList<T> items, Func<T, CancellationToken, Task> act, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            items,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (item, token) => await act(item, token));

    private async Task RegisterAsync(ExportedInstance instance, CancellationToken cancellationToken)
    {
        try
        {
            await agent.RegisterAsync(instance, cancellationToken);
            _keptAt[instance.Id] = time.GetTimestamp();
        }
        catch (ConsulRequestException exception) when (exception.StatusCode is System.Net.HttpStatusCode.BadRequest)
        {
            // Consul's rules for names are its own: one that it does not take must not hold up the others.
            Interlocked.Increment(ref _refused);
            Log.Refused(logger, instance.Id, exception);
        }
    }

    private async Task ReportAsync(ExportedInstance instance, CancellationToken cancellationToken)
    {
        await agent.ReportAsync(instance, cancellationToken);
        _keptAt[instance.Id] = time.GetTimestamp();
    }

    // Three tries before the time to live is over.
    private bool IsDue(string id) => !_keptAt.TryGetValue(id, out var kept) || time.GetElapsedTime(kept) >= agent.Ttl / 3;

    private void Forget(List<ExportedInstance> wanted)
    {
        var ids = wanted.Select(instance => instance.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var id in _keptAt.Keys.Where(id => !ids.Contains(id)))
        {
            _keptAt.TryRemove(id, out _);
        }
    }
}
