using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Messaging;

internal sealed partial class EfMessageRetention(
    IDbContextFactory<MeshDbContext> contexts, StoreWriter writer, TimeProvider time, ILogger<EfMessageRetention> logger) : IMessageRetention
{
    /// <summary>A broker that delivers an event later than this delivers it as a new one.</summary>
    public static readonly TimeSpan InboxRetention = TimeSpan.FromDays(7);

    public const int MaxInboxRows = 1_000_000;

    public const int MaxDeadLetters = 10_000;

    /// <summary>Of each kind in one sweep: about as much as the writer may be held for.</summary>
    public const int Limit = 1000;

    private const int Services = 100;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan ReplayedRetention = TimeSpan.FromDays(7);

    // A hint of this process only: another one's sweep costs nothing but the look.
    private long? _sweptAt;

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        if (_sweptAt is { } last && time.GetElapsedTime(last) < Interval)
        {
            return;
        }

        var excess = await StoreFailures.TranslateAsync(() => MeasureAsync(cancellationToken));
        await writer.WriteAsync(StoreKeys.None, (transaction, ct) => SweepAsync(transaction, excess, ct), cancellationToken);

        // A full part leaves more for the next turn.
        _sweptAt = excess.More ? null : time.GetTimestamp();
    }

    private static async Task<MessageExcess> MeasureAsync(MeshDbContext context, CancellationToken cancellationToken) => new(
        await context.Inbox.CountAsync(cancellationToken) - MaxInboxRows,
        await context.DeadLetters.CountAsync(cancellationToken) - MaxDeadLetters,
        await context.ServiceEvents.GroupBy(row => row.Service)
            .Where(service => service.Count() > ServiceHistoryLimits.EventsPerService)
            .Select(service => service.Key).Order().Take(Services).ToListAsync(cancellationToken));

    private async Task<MessageExcess> MeasureAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await MeasureAsync(context, cancellationToken);
    }

    private async Task<bool> SweepAsync(StoreTransaction transaction, MessageExcess excess, CancellationToken cancellationToken)
    {
        var (context, now) = (transaction.Context, transaction.Now);
        await context.SaveChangesAsync(cancellationToken);
        await SweepInboxAsync(context, now, excess.Inbox, cancellationToken);
        await SweepHistoryAsync(context, now, excess.Services, cancellationToken);
        await SweepDeadLettersAsync(context, now, excess.DeadLetters, cancellationToken);

        // These went past the rows that the batch knows.
        transaction.Forget();
        return true;
    }

    private static async Task SweepInboxAsync(MeshDbContext context, DateTimeOffset now, int excess, CancellationToken cancellationToken)
    {
        var since = now - InboxRetention;
        var oldest = context.Inbox.OrderBy(row => row.HandledAt);
        await oldest.Where(row => row.HandledAt <= since).Take(Limit).ExecuteDeleteAsync(cancellationToken);
        if (excess > 0)
        {
            await oldest.Take(Math.Min(excess, Limit)).ExecuteDeleteAsync(cancellationToken);
        }
    }

    private static async Task SweepHistoryAsync(
        MeshDbContext context, DateTimeOffset now, IReadOnlyList<string> services, CancellationToken cancellationToken)
    {
        var since = ServiceEventRow.PositionAt(now - ServiceHistoryLimits.Retention);
        await context.ServiceEvents.Where(row => row.Position.CompareTo(since) < 0)
            .OrderBy(row => row.Position).Take(Limit).ExecuteDeleteAsync(cancellationToken);
        foreach (var service in services)
        {
            var oldestKept = await context.ServiceEvents.Where(row => row.Service == service)
                .OrderByDescending(row => row.Position).Skip(ServiceHistoryLimits.EventsPerService - 1)
                .Select(row => row.Position).FirstOrDefaultAsync(cancellationToken);
            await context.ServiceEvents.Where(row => row.Service == service && row.Position.CompareTo(oldestKept) < 0)
                .OrderBy(row => row.Position).Take(Limit).ExecuteDeleteAsync(cancellationToken);
        }
    }

    private async Task SweepDeadLettersAsync(MeshDbContext context, DateTimeOffset now, int excess, CancellationToken cancellationToken)
    {
        var since = now - ReplayedRetention;
        await context.DeadLetters.Where(row => row.ReplayedAt <= since)
            .OrderBy(row => row.Position).Take(Limit).ExecuteDeleteAsync(cancellationToken);
        if (excess > 0)
        {
            var dropped = await context.DeadLetters.OrderBy(row => row.Position).Take(Math.Min(excess, Limit)).ExecuteDeleteAsync(cancellationToken);
            MessagingMeter.DeadLettersDropped.Add(dropped);
            Log.Dropped(logger, dropped, MaxDeadLetters);
        }
    }
}
