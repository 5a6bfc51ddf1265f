using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Configuration.Rollouts;

/// <summary>Rollouts in the mesh store. They take turns with changes of configurations, which must know of them.</summary>
internal sealed partial class EfRolloutStore(IDbContextFactory<MeshDbContext> contexts, StoreWriter writer, ILogger<EfRolloutStore> logger)
    : IRolloutStore, IRolloutShares
{
    public Task<Rollout?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        ReadAsync(
            async context =>
            {
                var pair = await WithConfiguration(context).Where(pair => pair.Rollout.Id == id).FirstOrDefaultAsync(cancellationToken);
                return await LoadAsync(context, pair, cancellationToken);
            },
            cancellationToken);

    public Task<Rollout?> FindUnderWayAsync(ConfigurationKey key, CancellationToken cancellationToken) =>
        ReadAsync(
            async context =>
            {
                var position = key.Position;
                var pair = await WithConfiguration(context)
                    .Where(pair => pair.Configuration.Position == position && pair.Rollout.EndedAt == null).FirstOrDefaultAsync(cancellationToken);
                return await LoadAsync(context, pair, cancellationToken);
            },
            cancellationToken);

    public Task<IReadOnlyList<ConfigurationKey>> ListUnderWayAsync(CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<ConfigurationKey>>(
            async context =>
            {
                var rows = await WithConfiguration(context).Where(pair => pair.Rollout.EndedAt == null)
                    .Select(pair => pair.Configuration).OrderBy(row => row.Position).ToListAsync(cancellationToken);
                return [.. rows.Select(row => row.ToKey())];
            },
            cancellationToken);

    public Task<Page<Rollout>> ListAsync(Guid configurationId, PageRequest page, CancellationToken cancellationToken) =>
        ReadAsync(
            async context =>
            {
                // There are few, and the order of UUIDs is not the same in every provider.
                var pairs = await WithConfiguration(context).Where(pair => pair.Rollout.ConfigurationId == configurationId).ToListAsync(cancellationToken);
                var rest = pairs.OrderByDescending(pair => PositionOf(pair.Rollout), StringComparer.Ordinal)
                    .Where(pair => page.After is null || string.CompareOrdinal(PositionOf(pair.Rollout), page.After) < 0).Take(page.Limit + 1).ToList();
                return page.Cut(rest, pair => PositionOf(pair.Rollout), pair => pair.Rollout.ToRollout(pair.Configuration, []));
            },
            cancellationToken);

    public Task<long> NewestMarkAsync(CancellationToken cancellationToken) =>
        ReadAsync(async context => await context.Rollouts.MaxAsync(row => (long?)row.Mark, cancellationToken) ?? 0, cancellationToken);

    Task<IReadOnlyList<RolloutShare>> IRolloutShares.ListAsync(CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<RolloutShare>>(
            async context =>
            {
                var pairs = await WithConfiguration(context).Where(pair => pair.Rollout.EndedAt == null).ToListAsync(cancellationToken);
                var members = pairs.Count == 0 ? [] : await (
                    from member in context.RolloutMembers.AsNoTracking()
                    join rollout in context.Rollouts.AsNoTracking() on member.RolloutId equals rollout.Id
                    where rollout.EndedAt == null
                    select member).ToListAsync(cancellationToken);
                var of = members.ToLookup(member => member.RolloutId);
                return [.. pairs.Select(pair => ShareOf(pair, [.. of[pair.Rollout.Id]]))];
            },
            cancellationToken);

    Task<IReadOnlyList<GivenVersion>> IRolloutShares.ListGivenAsync(InstanceId instance, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<GivenVersion>>(
            async context =>
            {
                var id = instance.Value;
                var pairs = await WithConfiguration(context)
                    .Where(pair => pair.Rollout.EndedAt == null && context.RolloutMembers.Any(member => member.RolloutId == pair.Rollout.Id && member.InstanceId == id))
                    .ToListAsync(cancellationToken);
                return [.. pairs.Select(pair => ShareOf(pair, [])).Select(share => new GivenVersion(share.ConfigurationId, share.Version, share.Assignment))];
            },
            cancellationToken);

    public Task<RolloutStartResult> StartAsync(RolloutStart start, CancellationToken cancellationToken) =>
        WriteAsync(
            async (transaction, ct) =>
            {
                var context = transaction.Context;
                var position = start.Key.Position;
                var configuration = await context.Configurations.Locked().FirstOrDefaultAsync(row => row.Position == position, ct);
                var number = start.Order.Version;
                var version = configuration is null ? null : await context.ConfigurationVersions.AsNoTracking()
                    .FirstOrDefaultAsync(row => row.ConfigurationId == configuration.Id && row.Number == number, ct);
                var running = configuration is null ? null : await context.Rollouts.Locked().FirstOrDefaultAsync(
                    row => row.ConfigurationId == configuration.Id && row.EndedAt == null, ct);
                var (result, changes) = RolloutStarts.Decide(
                    start,
                    configuration?.ToHead(),
                    version?.ToInfo(configuration!),
                    running is null ? null : await ToRolloutAsync(context, running, configuration!, ct),
                    transaction.Now);
                foreach (var change in changes)
                {
                    var row = change.Before.Id == running?.Id ? running : context.Rollouts.Add(RolloutRow.New(change.After)).Entity;
                    await transaction.StoreAsync(row, configuration!, change, start.By, ct);
                }

                return result;
            },
            cancellationToken);

    public Task<bool> TryApplyAsync(RolloutChange change, ConfigurationAuthor? by, CancellationToken cancellationToken) =>
        WriteAsync(
            async (transaction, ct) =>
            {
                var context = transaction.Context;
                var (id, of) = (change.Before.Id, change.Before.ConfigurationId);
                var configuration = await context.Configurations.Locked().FirstOrDefaultAsync(row => row.Id == of, ct);
                var row = await context.Rollouts.Locked().FirstOrDefaultAsync(row => row.Id == id, ct);
                if (row is null || configuration is null || row.Revision != change.Before.Revision)
                {
                    return false;
                }

                var mark = change.After.Mark;
                if (mark > change.Before.Mark && await context.Rollouts.AnyAsync(other => other.Mark >= mark, ct))
                {
                    return false;
                }

                await transaction.StoreAsync(row, configuration, change, by, ct);
                return true;
            },
            cancellationToken);

    public Task<bool> AcknowledgeAsync(RolloutAcknowledgement acknowledgement, CancellationToken cancellationToken) =>
        WriteAsync(
            new StoreKeys(acknowledgement.Instance),
            async (transaction, ct) =>
            {
                var (position, instance, service) = (acknowledgement.Key.Position, acknowledgement.Instance.Value, acknowledgement.Service.Value);
                var context = transaction.Context;
                var row = await (
                    from member in context.RolloutMembers.Locked()
                    join rollout in context.Rollouts on member.RolloutId equals rollout.Id
                    join configuration in context.Configurations on rollout.ConfigurationId equals configuration.Id
                    where configuration.Position == position && rollout.EndedAt == null && rollout.Version == acknowledgement.Version
                        && member.InstanceId == instance && member.Service == service
                    select member).FirstOrDefaultAsync(ct);
                if (row is null)
                {
                    return false;
                }

                if (row.Applied is not false && !acknowledgement.Applied)
                {
                    // Or a turn that looked before would take the rollout on over it.
                    var id = row.RolloutId;
                    var refused = await context.Rollouts.Locked().FirstAsync(rollout => rollout.Id == id, ct);
                    refused.Revision++;
                    context.Entry(refused).DetectChanges();
                }

                row.Say(row.ToMember().Acknowledge(acknowledgement.Applied, acknowledgement.Error, transaction.Now));
                context.Entry(row).DetectChanges();
                var existing = await transaction.Registry.FindAsync(acknowledgement.Instance, ct);
                if (WriteRules.Acknowledge(existing, acknowledgement.Service, transaction.Now) is { } spoke)
                {
                    await transaction.StoreAsync(existing, spoke, changed: false, ct);
                }

                return true;
            },
            cancellationToken);

    // One that cannot be read must not stop what is published of all others, nor take its version from those who have it.
    private RolloutShare ShareOf(RolloutWithConfiguration pair, IReadOnlyList<RolloutMemberRow> members)
    {
        try
        {
            return pair.Rollout.ToRollout(pair.Configuration, members).Share;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or FormatException)
        {
            Log.Unreadable(logger, exception, pair.Rollout.Id, pair.Configuration.ToKey());
            return pair.Rollout.ToUnreadShare(pair.Configuration, members);
        }
    }

    private static string PositionOf(RolloutRow row) => $"{row.CreatedAt.UtcTicks:d19} {row.Id}";

    private static IQueryable<RolloutWithConfiguration> WithConfiguration(MeshDbContext context) =>
        from rollout in context.Rollouts.AsNoTracking()
        join configuration in context.Configurations.AsNoTracking() on rollout.ConfigurationId equals configuration.Id
        select new RolloutWithConfiguration { Rollout = rollout, Configuration = configuration };

    private static async Task<Rollout?> LoadAsync(MeshDbContext context, RolloutWithConfiguration? pair, CancellationToken cancellationToken) =>
        pair is null ? null : await ToRolloutAsync(context, pair.Rollout, pair.Configuration, cancellationToken);

    private static async Task<Rollout> ToRolloutAsync(MeshDbContext context, RolloutRow row, ConfigurationRow configuration, CancellationToken cancellationToken)
    {
        var id = row.Id;
        return row.ToRollout(configuration, await context.RolloutMembers.AsNoTracking().Where(member => member.RolloutId == id).ToListAsync(cancellationToken));
    }

    // Neighbours in the batch may have changed what this is about: a query sees only what was sent.
    private Task<T> WriteAsync<T>(Func<StoreTransaction, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        WriteAsync(StoreKeys.None, work, cancellationToken);

    private Task<T> WriteAsync<T>(StoreKeys keys, Func<StoreTransaction, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            keys,
            async (transaction, ct) =>
            {
                await transaction.Context.TakeTurnAsync("configurations", ct);
                await transaction.Context.SaveChangesAsync(ct);
                return await work(transaction, ct);
            },
            cancellationToken);

    private Task<T> ReadAsync<T>(Func<MeshDbContext, Task<T>> read, CancellationToken cancellationToken) =>
        StoreFailures.TranslateAsync(async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);

            // What was given and what holds is seen at one moment.
            await using var snapshot = await context.BeginSnapshotAsync(cancellationToken);
            return await read(context);
        });

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "What is stored of the rollout {Id} of {Configuration} cannot be read: it does not go on, and whoever has its version keeps it", EventName = "RolloutUnreadable")]
        public static partial void Unreadable(ILogger logger, Exception exception, Guid id, ConfigurationKey configuration);
    }
}
