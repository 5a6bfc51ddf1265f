using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Messaging;
using ToskaMesh.Testing.Registry;
using ToskaMesh.Testing.Routing;

namespace ToskaMesh.Functions.Tests.Registry;

public sealed class RelayAndPublishTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly InMemoryDocumentStore _documents = new();
    private readonly RecordingEventBus _bus = new();
    private readonly InMemoryMeshStore _store;
    private readonly RelayAndPublish _afterCommit;

    public RelayAndPublishTests()
    {
        _store = new InMemoryMeshStore(_time);
        var publish = new PublishRoutes(
            _store.Registry, _store.Mark, new SettableSigningKeys(), new SettableConfigurations(), new SettableRoutes(), _documents, _time, Options.Create(new PublishOptions()), NullLogger<PublishRoutes>.Instance);
        _afterCommit = new RelayAndPublish(
            new OutboxRelay(_store.Outbox, _bus, _time, NullLogger<OutboxRelay>.Instance),
            new RoutePublisher(publish, _time),
            _time,
            NullLogger<RelayAndPublish>.Instance);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_Alone_PublishesAndRelaysBeforeItEnds()
    {
        await RegisterAsync("orders");
        await _afterCommit.RunAsync();
        Assert.Equal(["orders"], Published());
        Assert.Single(_bus.Events);
    }

    [Fact]
    public async Task Run_WhileAnotherLeads_EndsAtOnceAndTheLeaderPublishesItsChangeToo()
    {
        var writing = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        _documents.BeforeWrite = (_, _) =>
        {
            writing.TrySetResult();
            return release.Task;
        };
        await RegisterAsync("orders");
        var leader = _afterCommit.RunAsync();
        await writing.Task.WaitAsync(Cancel);

        await RegisterAsync("inventory");
        await _afterCommit.RunAsync().WaitAsync(Cancel);
        Assert.False(leader.IsCompleted);

        release.SetResult();
        await leader.WaitAsync(Cancel);
        Assert.Equal(["inventory", "orders"], Published());
        Assert.Equal(2, _bus.Events.Count);
    }

    [Fact]
    public async Task Run_LeadersTimeIsOver_TheNextChangeHasALeaderAgain()
    {
        var writing = new TaskCompletionSource();
        _documents.BeforeWrite = (_, cancellation) =>
        {
            writing.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellation);
        };
        await RegisterAsync("orders");
        var leader = _afterCommit.RunAsync();
        await writing.Task.WaitAsync(Cancel);
        _time.Advance(RoutePublisher.RequestDeadline);
        await leader.WaitAsync(Cancel);
        Assert.Null(_documents.Content(DocumentNames.RouteTable));

        _documents.BeforeWrite = (_, _) => Task.CompletedTask;
        await RegisterAsync("inventory");
        await _afterCommit.RunAsync().WaitAsync(Cancel);
        Assert.Equal(["inventory", "orders"], Published());
    }

    private Task<RegistrationResult> RegisterAsync(string service) =>
        _store.Registry.RegisterAsync(Registrations.Of(service, $"{service}-1", port: service.Length + 5000), Callers.Admin, Cancel);

    private IEnumerable<string> Published() =>
        RouteTableJson.Read(_documents.Content(DocumentNames.RouteTable)).Table!.Services.Select(service => service.Name);
}
