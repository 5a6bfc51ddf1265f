using System.Collections.Concurrent;
using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Emulator.Durable.Client;
using ToskaMesh.Emulator.Durable.Dispatch;
using ToskaMesh.Emulator.Durable.Failures;
using ToskaMesh.Emulator.Durable.History;
using ToskaMesh.Emulator.Durable.Store;
using ToskaMesh.Emulator.Host.Durable;
using ToskaMesh.Testing;

namespace ToskaMesh.Emulator.Tests.Durable;

/// <summary>An engine on a store of its own, a clock, and functions that a test writes where it needs them.</summary>
internal sealed class DurableWorld : IOrchestratorFunctions, IActivityFunctions, IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    // Bounds a failing test only.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryDirectory _directory = new();
    private readonly ConcurrentDictionary<string, Func<TaskOrchestrationContext, Task<object?>>> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Func<string?, CancellationToken, Task<object?>>> _activities = new(StringComparer.OrdinalIgnoreCase);
    private DurableEngine? _engine;

    public static DataConverter Converter { get; } =
        new WorkerDataConverter(Options.Create(new WorkerOptions { Serializer = new JsonObjectSerializer() }));

    public FakeTimeProvider Time { get; } = new(Noon);

    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    public TimeSpan? TurnLimit { get; init; }

    /// <summary>Set, it takes the place of all activities.</summary>
    public Func<ActivityRecord, TurnEvent>? Outcome { get; init; }

    public DurableSettings Settings { get; init; } = new("Test", 8, 16);

    public EmulatedDurableTaskClient Client { get; private set; } = null!;

    public string DataDirectory => _directory.Path;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public DurableWorld Orchestrator<TResult>(string name, Func<TaskOrchestrationContext, Task<TResult>> code)
    {
        _orchestrators[name] = async context => await code(context);
        return this;
    }

    public DurableWorld Activity<TInput, TResult>(string name, Func<TInput, Task<TResult>> code) => Activity<TInput, TResult>(name, (input, _) => code(input));

    public DurableWorld Activity<TInput, TResult>(string name, Func<TInput, CancellationToken, Task<TResult>> code)
    {
        _activities[name] = async (input, cancellation) => await code(Converter.Deserialize<TInput>(input)!, cancellation);
        return this;
    }

    public DurableWorld Activity<TInput, TResult>(string name, Func<TInput, TResult> code) => Activity<TInput, TResult>(name, input => Task.FromResult(code(input)));

    public void Forget(string name)
    {
        _orchestrators.TryRemove(name, out _);
        _activities.TryRemove(name, out _);
    }

    public DurableWorld Start()
    {
        _engine = CreateEngine();
        _engine.Start();
        Client = new EmulatedDurableTaskClient(_engine, Converter, new NoAddresses());
        return this;
    }

    public DurableEngine CreateEngine() => new(
        new DurableParts(this, this, Converter, TurnLimit, Time, Loggers), Settings, DataDirectory, Loggers.CreateLogger<DurableEngine>());

    /// <summary>Stops the engine, letting what runs finish, and opens the store anew.</summary>
    public async Task RestartAsync()
    {
        await StopAsync(CancellationToken.None);
        Start();
    }

    /// <param name="patience">Cancelled, it cuts off what runs.</param>
    public async Task StopAsync(CancellationToken patience)
    {
        await _engine!.StopAsync(patience);
        await _engine.DisposeAsync();
    }

    public Task<string> BeginAsync(string orchestrator, object? input = null, StartOrchestrationOptions? options = null) =>
        Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, options, Cancel);

    public Task<OrchestrationMetadata> EndAsync(string instance) =>
        Client.WaitForInstanceCompletionAsync(instance, getInputsAndOutputs: true, Cancel).WaitAsync(Patience, Cancel);

    public async Task<OrchestrationMetadata> RunAsync(string orchestrator, object? input = null) => await EndAsync(await BeginAsync(orchestrator, input));

    public async Task<T?> ResultAsync<T>(string orchestrator, object? input = null)
    {
        var ended = await RunAsync(orchestrator, input);
        Assert.True(ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"{ended} {ended.FailureDetails}");
        return ended.ReadOutputAs<T>();
    }

    public async Task<OrchestrationMetadata> StatusAsync(string instance) => (await Client.GetInstanceAsync(instance, getInputsAndOutputs: true, Cancel))!;

    public Task ReachedAsync(string instance, Predicate<OrchestrationMetadata> reached, string what) =>
        Eventually.TrueAsync(async () => reached(await StatusAsync(instance)), what);

    public Task HasCustomStatusAsync(string instance, string json) =>
        ReachedAsync(instance, i => i.SerializedCustomStatus == json, $"custom status {json}");

    /// <summary>Moves the clock in steps until the orchestration has ended.</summary>
    public async Task<OrchestrationMetadata> EndAsync(string instance, TimeSpan step)
    {
        await Eventually.TrueAsync(
            async () =>
            {
                if ((await StatusAsync(instance)).IsCompleted)
                {
                    return true;
                }

                Time.Advance(step);
                return false;
            },
            $"{instance} ends");
        return await StatusAsync(instance);
    }

    /// <summary>Moves the clock from timer to timer, each time when nothing else is left to do, until the orchestration has ended.</summary>
    public async Task<OrchestrationMetadata> EndByTimersAsync(string instance)
    {
        await Eventually.TrueAsync(
            async () =>
            {
                if ((await StatusAsync(instance)).IsCompleted)
                {
                    return true;
                }

                if (Count($"SELECT (SELECT COUNT(*) FROM activities) + (SELECT COUNT(*) FROM inbox WHERE due <= {Time.GetUtcNow().UtcTicks})") == 0)
                {
                    Time.SetUtcNow(new DateTimeOffset(Count("SELECT MIN(due) FROM inbox"), TimeSpan.Zero));
                }

                return false;
            },
            $"{instance} ends");
        return await StatusAsync(instance);
    }

    /// <summary>Asks the store behind the engine's back.</summary>
    public long Count(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(DataDirectory, "durable-test.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    public void Change(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(DataDirectory, "durable-test.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public Task<OpenHub> HubAsync() => _engine!.HubAsync(Cancel);

    public IOrchestratorCall? Find(string name, string instanceId, string? input) =>
        _orchestrators.TryGetValue(name, out var code) ? new PlainCall(code) : null;

    public async Task<TurnEvent?> RunAsync(ActivityRecord activity, CancellationToken cancellationToken)
    {
        if (Outcome is { } outcome)
        {
            return outcome(activity);
        }

        if (!_activities.TryGetValue(activity.Name, out var code))
        {
            return new TaskFailed(activity.TaskId, EngineFailures.NoActivity(activity.Name));
        }

        try
        {
            return new TaskCompleted(activity.TaskId, Converter.Serialize(await code(activity.Input, cancellationToken)));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception)
        {
            return new TaskFailed(activity.TaskId, TaskFailureDetails.FromException(exception));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _engine!.DisposeAsync();
        _directory.Dispose();
    }

    private sealed class PlainCall(Func<TaskOrchestrationContext, Task<object?>> code) : IOrchestratorCall
    {
        public Task<object?> RunAsync(TaskOrchestrationContext context) => code(context);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class NoAddresses : IManagementAddresses
    {
        public HttpManagementPayload PayloadOf(string instanceId, Uri? request) => throw new NotSupportedException();
    }
}
