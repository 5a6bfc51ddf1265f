using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ToskaMesh.Functions.Profile;
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
    private const int Events = 5000;
    private const int Services = 50;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private readonly TemporaryDirectory _data = new();
    private readonly RabbitMqServer _server = new();
    private IHost? _host;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IServiceProvider App => _host?.Services ?? throw new InvalidOperationException("The test has not started.");

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync();
        _host = ControlPlane.CreateBuilder(
        [
            $"--port={FreePort.Next().ToString(CultureInfo.InvariantCulture)}",
            $"--Mesh:DataDirectory={_data.Path}", $"--ToskaEmulator:DataDirectory={_data.Path}", "--Mesh:Tick=*/5 * * * * *",
            "--AzureWebJobs.Tick.Disabled=true", "--Mesh:Bus=rabbitMq", $"--Mesh:RabbitMQ={_server.Uri}", "--Logging:LogLevel:Default=Critical",
        ]).Build();
        await App.GetServices<IMigration>().Single(migration => migration.Part == "broker").RunAsync(Cancel);
        await App.GetRequiredService<IStoreGate>().EnsureReadyAsync(Cancel);
        await _host.StartAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync(CancellationToken.None);
            _host.Dispose();
        }

        await _server.DisposeAsync();
        _data.Dispose();
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
        await using var after = Open();
        Assert.Equal(Events, await after.ServiceEvents.CountAsync(Cancel));
        Assert.Equal(Events, await after.ServiceEvents.Select(row => row.InstanceId).Distinct().CountAsync(Cancel));
        Assert.Equal(Events, await after.Inbox.CountAsync(Cancel));
        Assert.Empty(await after.DeadLetters.ToListAsync(Cancel));
    }

    private MeshDbContext Open() => App.GetRequiredService<IDbContextFactory<MeshDbContext>>().CreateDbContext();

    private Task RegisterAsync()
    {
        var registry = App.GetRequiredService<IServiceRegistry>();
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
        var relay = App.GetRequiredService<OutboxRelay>();
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
            await using var context = Open();
            return await condition(context);
        },
        what,
        Deadline);
}
