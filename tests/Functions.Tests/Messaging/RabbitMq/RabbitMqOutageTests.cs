using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Registry;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Functions.Tests.Messaging.RabbitMq;

/// <summary>The function app with its consumers behind a broker that is killed under it.</summary>
public sealed class RabbitMqOutageTests : IAsyncLifetime
{
    private const int Services = 50;

    // More by hand: TOSKA_TEST_EVENTS=100000.
    private static readonly int Events = int.Parse(Environment.GetEnvironmentVariable("TOSKA_TEST_EVENTS") ?? "5000", CultureInfo.InvariantCulture);

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2 + (Events / 10_000));

    private readonly RabbitMqServer _server = new();
    private ControlPlaneOnRabbitMq? _app;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ControlPlaneOnRabbitMq App => _app ?? throw new InvalidOperationException("The test has not started.");

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync();
        _app = await ControlPlaneOnRabbitMq.StartAsync(_server.Uri);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        await _server.DisposeAsync();
    }

    [Fact]
    public async Task BrokerKilledTwice_InThousandsOfEvents_NoneIsLostAndNoneAppliedTwice()
    {
        await RegisterAsync();
        using var relayed = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var relay = RelayUntilAsync(relayed.Token);

        await UntilAsync(async context => await context.Outbox.CountAsync(Cancel) < Events * 4 / 5, "the relay is under way");
        await _server.KillAsync();
        await _server.RestartAsync();
        await UntilAsync(async context => await context.ServiceEvents.CountAsync(Cancel) > Events / 2, "half of the events are applied");
        await _server.KillAsync();
        await _server.RestartAsync();
        await UntilAsync(
            async context => await context.ServiceEvents.CountAsync(Cancel) >= Events && !await context.Outbox.AnyAsync(Cancel), "all events are applied");

        await relayed.CancelAsync();
        await relay;
        await using var after = App.Open();
        Assert.Equal(Events, await after.ServiceEvents.CountAsync(Cancel));
        Assert.Equal(Events, await after.ServiceEvents.Select(row => row.InstanceId).Distinct().CountAsync(Cancel));
        Assert.Equal(Events, await after.Inbox.CountAsync(Cancel));
        Assert.Empty(await after.DeadLetters.ToListAsync(Cancel));
    }

    private Task RegisterAsync()
    {
        var registry = App.Services.GetRequiredService<IServiceRegistry>();
        return Parallel.ForEachAsync(
            Enumerable.Range(0, Events),
            new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = Cancel },
            async (i, ct) =>
            {
                var registration = Registrations.Of(
                    $"service-{i % Services}", $"id-{i}", with: plain => plain with { Address = ServiceAddress.Parse($"h{i}.test") });
                Assert.True((await registry.RegisterAsync(registration, Callers.Admin, ct)).Succeeded);
            });
    }

    // As ticks do, one after the other.
    private async Task RelayUntilAsync(CancellationToken cancellationToken)
    {
        var relay = App.Services.GetRequiredService<OutboxRelay>();
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!cancellationToken.IsCancellationRequested)
        {
            await relay.RunAsync(Deadline, CancellationToken.None);
            await ticks.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private Task UntilAsync(Func<MeshDbContext, Task<bool>> condition, string what) => Eventually.TrueAsync(
        async () =>
        {
            await using var context = App.Open();
            return await condition(context);
        },
        what,
        Deadline);
}
