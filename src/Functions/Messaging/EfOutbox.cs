using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Messaging;

/// <summary>The outbox in the mesh store. Sent events are deleted; the rows of a subject leave in the order of their sequence.</summary>
internal sealed class EfOutbox(IDbContextFactory<MeshDbContext> contexts, StoreWriter writer, TimeProvider time) : IOutbox
{
    public const int MaxTries = 10;

    private const int MaxErrorLength = 1024;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    public async Task<bool> TryHoldRelayAsync(string holder, TimeSpan duration, CancellationToken cancellationToken)
    {
        // Most callers find another relay at work: they need no turn of the writer to learn it.
        var seen = await ReadAsync(context => context.State.AsNoTracking().SingleAsync(cancellationToken), cancellationToken);
        return !IsHeldByAnother(seen, holder, time.GetUtcNow())
            && await writer.WriteAsync(StoreKeys.TheState, (transaction, ct) => HoldAsync(transaction, holder, duration, ct), cancellationToken);
    }

    public Task ReleaseRelayAsync(string holder, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            StoreKeys.TheState,
            async (transaction, ct) =>
            {
                var state = await transaction.LockStateAsync(ct);
                if (state.RelayHolder != holder)
                {
                    return false;
                }

                (state.RelayHolder, state.RelayUntil) = (null, null);
                transaction.SaveState();
                return true;
            },
            cancellationToken);

    public Task<IReadOnlyList<OutboxEntry>> ReadDueAsync(int limit, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<OutboxEntry>>(
            async context =>
            {
                var now = time.GetUtcNow();
                var rows = await context.Outbox.AsNoTracking()
                    .Where(row => row.ParkedAt == null && (row.NextAttemptAt == null || row.NextAttemptAt <= now))
                    .Where(row => !context.Outbox.Any(
                        earlier => earlier.Attempts > 0 && earlier.Subject == row.Subject && earlier.Sequence < row.Sequence))
                    .OrderBy(row => row.Sequence).Take(limit).ToListAsync(cancellationToken);
                return [.. rows.Select(row => row.ToEntry())];
            },
            cancellationToken);

    public Task MarkSentAsync(IReadOnlyCollection<long> sequences, CancellationToken cancellationToken) =>
        sequences.Count == 0 ? Task.CompletedTask : writer.WriteAsync(
            StoreKeys.None,
            (transaction, ct) => transaction.Context.Outbox.Where(row => sequences.Contains(row.Sequence)).ExecuteDeleteAsync(ct),
            cancellationToken);

    public Task<bool> RecordFailureAsync(long sequence, string error, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            StoreKeys.None,
            async (transaction, ct) =>
            {
                var row = await transaction.Context.Outbox.FindAsync([sequence], ct);
                if (row is null)
                {
                    return false;
                }

                row.Attempts++;
                row.LastError = error.Length > MaxErrorLength ? error[..MaxErrorLength] : error;
                row.NextAttemptAt = transaction.Now + PauseAfter(row.Attempts);
                row.ParkedAt = row.Attempts >= MaxTries ? transaction.Now : null;
                transaction.Context.Entry(row).DetectChanges();
                return row.ParkedAt is not null;
            },
            cancellationToken);

    public Task<OutboxState> DescribeAsync(CancellationToken cancellationToken) =>
        ReadAsync(
            async context =>
            {
                var waiting = await context.Outbox.CountAsync(cancellationToken);
                var parked = await context.Outbox.CountAsync(row => row.ParkedAt != null, cancellationToken);
                var oldest = await context.Outbox.Where(row => row.ParkedAt == null).OrderBy(row => row.Sequence)
                    .Select(row => (DateTimeOffset?)row.Time).FirstOrDefaultAsync(cancellationToken);
                return new OutboxState(waiting, oldest, parked);
            },
            cancellationToken);

    public Task<Page<ParkedEvent>> ListParkedAsync(PageRequest page, CancellationToken cancellationToken) =>
        ReadAsync(
            async context =>
            {
                var after = long.TryParse(page.After, NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : 0;
                var rows = await context.Outbox.AsNoTracking().Where(row => row.ParkedAt != null && row.Sequence > after)
                    .OrderBy(row => row.Sequence).Take(page.Limit + 1).ToListAsync(cancellationToken);
                return page.Cut(rows, row => row.Sequence.ToString(CultureInfo.InvariantCulture), row => row.ToParked());
            },
            cancellationToken);

    public Task<ParkedEvent?> RetryParkedAsync(long sequence, CancellationToken cancellationToken) =>
        ChangeParkedAsync(sequence, (_, row) => (row.Attempts, row.NextAttemptAt, row.ParkedAt, row.LastError) = (0, null, null, null), cancellationToken);

    public Task<ParkedEvent?> DiscardParkedAsync(long sequence, CancellationToken cancellationToken) =>
        ChangeParkedAsync(sequence, (context, row) => context.Outbox.Remove(row), cancellationToken);

    private Task<ParkedEvent?> ChangeParkedAsync(long sequence, Action<MeshDbContext, OutboxRow> change, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            StoreKeys.None,
            async (transaction, ct) =>
            {
                if (await transaction.Context.Outbox.FindAsync([sequence], ct) is not { ParkedAt: not null } row)
                {
                    return null;
                }

                var parked = row.ToParked();
                change(transaction.Context, row);
                transaction.Context.Entry(row).DetectChanges();
                return parked;
            },
            cancellationToken);

    private static async Task<bool> HoldAsync(StoreTransaction transaction, string holder, TimeSpan duration, CancellationToken cancellationToken)
    {
        var state = await transaction.LockStateAsync(cancellationToken);
        if (IsHeldByAnother(state, holder, transaction.Now))
        {
            return false;
        }

        (state.RelayHolder, state.RelayUntil) = (holder, transaction.Now + duration);
        transaction.SaveState();
        return true;
    }

    private static bool IsHeldByAnother(MeshStateRow state, string holder, DateTimeOffset now) =>
        state.RelayHolder is not null && state.RelayHolder != holder && state.RelayUntil > now;

    // 1 s, 2 s, 4 s ...
    private static TimeSpan PauseAfter(int attempts) =>
        TimeSpan.FromSeconds(Math.Min(Math.Pow(2, attempts - 1), LongestPause.TotalSeconds));

    private Task<T> ReadAsync<T>(Func<MeshDbContext, Task<T>> read, CancellationToken cancellationToken) =>
        StoreFailures.TranslateAsync(async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            return await read(context);
        });
}
