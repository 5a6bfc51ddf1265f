using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Tests.Store;

/// <summary>What the one writer of a process does, whatever database it writes.</summary>
public abstract class StoreWriterContract : IAsyncLifetime
{
    private static readonly KeyValuePair<string, string?> Room = new("Mesh:Store:MaxWaitingWrites", "8");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private MeshStoreUnderTest? _store;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private MeshStoreUnderTest Store => _store ?? throw new InvalidOperationException("The test has not started.");

    public async ValueTask InitializeAsync() => _store = await OpenAsync(_time, Room);

    public virtual async ValueTask DisposeAsync()
    {
        await (_store?.DisposeAsync() ?? default);
        GC.SuppressFinalize(this);
    }

    /// <summary>A new, empty store.</summary>
    private protected abstract Task<MeshStoreUnderTest> OpenAsync(FakeTimeProvider time, KeyValuePair<string, string?> settings);

    [Fact]
    public async Task Write_Waiting_SharesATransactionWithItsNeighbours()
    {
        await using var first = await BlockAsync();
        var batches = new List<StoreTransaction>();
        var writes = Enumerable.Range(1, 5).Select(i => AddAsync(i, batches.Add)).ToList();

        first.Release();
        await Task.WhenAll(writes);

        Assert.Equal(5, batches.Count);
        Assert.Single(batches.Distinct());
        Assert.Equal([1, 2, 3, 4, 5], await SequencesAsync());
    }

    [Fact]
    public async Task Write_ThatFails_FailsAloneAndLeavesNothing()
    {
        await using var first = await BlockAsync();
        var before = AddAsync(1);
        var thrown = Store.Writer.WriteAsync<bool>(
            StoreKeys.None,
            async (transaction, ct) =>
            {
                transaction.Context.Outbox.Add(Row(2));
                await transaction.Context.SaveChangesAsync(ct);
                transaction.Context.Outbox.Add(Row(3));
                throw new InvalidDataException("ours");
            },
            Cancel);
        var duplicate = AddAsync(1);
        var after = AddAsync(4);

        first.Release();

        await before;
        await Assert.ThrowsAsync<InvalidDataException>(() => thrown);
        await Assert.ThrowsAsync<DbUpdateException>(() => duplicate);
        await after;
        Assert.Equal([1, 4], await SequencesAsync());
    }

    [Fact]
    public async Task Write_AfterOneThatFailed_SeesNothingOfIt()
    {
        await using var first = await BlockAsync();
        var failed = Store.Writer.WriteAsync<bool>(
            StoreKeys.None,
            async (transaction, ct) =>
            {
                (await transaction.StateAsync(ct)).Epoch = 77;
                transaction.SaveState();
                throw new InvalidDataException("ours");
            },
            Cancel);
        var seen = Store.Writer.WriteAsync(StoreKeys.None, async (transaction, ct) => (await transaction.StateAsync(ct)).Epoch, Cancel);

        first.Release();

        await Assert.ThrowsAsync<InvalidDataException>(() => failed);
        Assert.Equal(0, await seen);
        await using var context = Store.Open();
        Assert.Equal(0, (await context.State.SingleAsync(Cancel)).Epoch);
    }

    [Fact]
    public async Task Write_CancelledWhileWaiting_IsNotWritten()
    {
        using var caller = new CancellationTokenSource();
        await using var first = await BlockAsync();
        var abandoned = AddAsync(1, cancel: caller.Token);
        var kept = AddAsync(2);

        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        first.Release();

        await kept;
        Assert.Equal([2], await SequencesAsync());
    }

    [Fact]
    public async Task Write_CancelledAfterItsStart_IsWritten()
    {
        using var caller = new CancellationTokenSource();
        var write = AddAsync(1, _ => caller.Cancel(), caller.Token);

        await write;

        Assert.Equal([1], await SequencesAsync());
    }

    [Fact]
    public async Task Write_MoreThanMayWait_IsRefusedAsBusy()
    {
        await using var first = await BlockAsync();
        var waiting = Enumerable.Range(1, 8).Select(i => AddAsync(i)).ToList();

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => AddAsync(9));
        first.Release();
        await Task.WhenAll(waiting);

        Assert.Contains("busy", refused.Message, StringComparison.Ordinal);
        Assert.Equal(8, (await SequencesAsync()).Count);
    }

    [Fact]
    public async Task Write_BehindAReaderInItsSnapshot_DoesNotWait()
    {
        await using var reader = Store.Open();
        await using var snapshot = await reader.BeginSnapshotAsync(Cancel);
        Assert.Equal(0, await reader.Outbox.CountAsync(Cancel));

        await AddAsync(1);

        Assert.Equal(0, await reader.Outbox.CountAsync(Cancel));
        Assert.Equal([1], await SequencesAsync());
    }

    private static OutboxRow Row(long sequence) => new()
    {
        Sequence = sequence,
        EventId = Guid.NewGuid(),
        Type = "test",
        Subject = "test",
        Time = default,
        Revision = sequence,
        Data = "{}",
    };

    private async Task<BlockedWriter> BlockAsync()
    {
        var blocked = new BlockedWriter(Store.Writer);
        await blocked.Started;
        return blocked;
    }

    private Task<bool> AddAsync(long sequence, Action<StoreTransaction>? seen = null, CancellationToken? cancel = null) =>
        Store.Writer.WriteAsync(
            StoreKeys.None,
            (transaction, _) =>
            {
                seen?.Invoke(transaction);
                transaction.Context.Outbox.Add(Row(sequence));
                return Task.FromResult(true);
            },
            cancel ?? Cancel);

    private async Task<List<long>> SequencesAsync()
    {
        await using var context = Store.Open();
        return await context.Outbox.OrderBy(row => row.Sequence).Select(row => row.Sequence).ToListAsync(Cancel);
    }
}
