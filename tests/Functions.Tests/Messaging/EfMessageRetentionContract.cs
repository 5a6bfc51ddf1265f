using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.Tests.Store;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Testing.Messaging;

namespace ToskaMesh.Functions.Tests.Messaging;

/// <summary>The same on every store.</summary>
public abstract class EfMessageRetentionContract : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private MeshStoreUnderTest? _store;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private MeshStoreUnderTest Store => _store ?? throw new InvalidOperationException("The test has not started.");

    private IServiceHistory History => Store.Services.GetRequiredService<IServiceHistory>();

    private IDeadLetters Letters => Store.Services.GetRequiredService<IDeadLetters>();

    public async ValueTask InitializeAsync() => _store = await OpenAsync(_time);

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await (_store?.DisposeAsync() ?? default);
    }

    [Fact]
    public async Task Sweep_TooLongAHistory_KeepsTheNewestOfEachService()
    {
        await RecordAsync(ServiceHistoryLimits.EventsPerService + 30, "orders");
        await RecordAsync(5, "other");

        await SweepAsync();

        await using var context = Store.Open();
        var kept = await context.ServiceEvents.Where(row => row.Service == "orders").Select(row => row.Revision).ToListAsync(Cancel);
        Assert.Equal(Enumerable.Range(31, ServiceHistoryLimits.EventsPerService).Select(i => (long)i), kept.Order());
        Assert.Equal(5, await context.ServiceEvents.CountAsync(row => row.Service == "other", Cancel));
    }

    [Fact]
    public async Task Sweep_AfterSevenDays_ForgetsHistoryAndInbox()
    {
        await RecordAsync(5, "orders");
        _time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(10));
        await SweepAsync();
        Assert.Equal((5, 5), await CountAsync());

        _time.Advance(TimeSpan.FromMinutes(20));
        await SweepAsync();

        Assert.Equal((0, 0), await CountAsync());
    }

    [Fact]
    public async Task Sweep_WithinAMinute_LooksOnce()
    {
        await SweepAsync();
        await RecordAsync(ServiceHistoryLimits.EventsPerService + 1, "orders");

        await SweepAsync();
        Assert.Equal(ServiceHistoryLimits.EventsPerService + 1, (await CountAsync()).Events);

        _time.Advance(TimeSpan.FromMinutes(1));
        await SweepAsync();
        Assert.Equal(ServiceHistoryLimits.EventsPerService, (await CountAsync()).Events);
    }

    [Fact]
    public async Task Sweep_DeadLetters_LeaveSevenDaysAfterTheirReplayOnly()
    {
        var message = System.Text.Encoding.UTF8.GetString(CloudEventJson.Serialize(MeshEvents.Of("id-1")));
        await Letters.AddAsync("replayed", message, null, Cancel);
        await Letters.AddAsync("waiting", message, null, Cancel);
        await Letters.ReplayAsync(DeadLetter.IdOf("replayed", message), Cancel);
        _time.Advance(TimeSpan.FromDays(8));

        await SweepAsync();

        await using var context = Store.Open();
        Assert.Equal("waiting", Assert.Single(await context.DeadLetters.ToListAsync(Cancel)).Consumer);
    }

    [Fact]
    public async Task Sweep_TooManyDeadLetters_DropsTheOldest()
    {
        await using (var context = Store.Open())
        {
            for (var i = 0; i < EfMessageRetention.MaxDeadLetters + 3; i++)
            {
                var row = new DeadLetterRow { Id = $"letter-{i:D6}", Consumer = "a", Message = "x" };
                row.Die(null, _time.GetUtcNow() + TimeSpan.FromSeconds(i));
                context.DeadLetters.Add(row);
            }

            await context.SaveChangesAsync(Cancel);
        }

        await SweepAsync();

        await using var after = Store.Open();
        Assert.Equal(EfMessageRetention.MaxDeadLetters, await after.DeadLetters.CountAsync(Cancel));
        Assert.Equal("letter-000003", await after.DeadLetters.MinAsync(row => row.Id, Cancel));
    }

    /// <summary>A new, empty store on this clock.</summary>
    private protected abstract Task<MeshStoreUnderTest> OpenAsync(TimeProvider time);

    private Task SweepAsync() => Store.Services.GetRequiredService<IMessageRetention>().SweepAsync(Cancel);

    private Task RecordAsync(int count, string service) => Task.WhenAll(Enumerable.Range(1, count).Select(
        i => History.RecordAsync(MeshEvents.Of($"{service}-{i % 7}", i, service) with { Time = _time.GetUtcNow() + TimeSpan.FromTicks(i) }, Cancel)));

    private async Task<(int Events, int Noted)> CountAsync()
    {
        await using var context = Store.Open();
        return (await context.ServiceEvents.CountAsync(Cancel), await context.Inbox.CountAsync(Cancel));
    }
}
