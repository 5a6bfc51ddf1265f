using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using ToskaMesh.Functions.Identity;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Configuration;

/// <summary>Configurations in the mesh store.</summary>
internal sealed class EfConfigurationStore(IDbContextFactory<MeshDbContext> contexts, StoreWriter writer) : IConfigurationStore
{
    public Task<Page<ConfigurationHead>> ListAsync(
        EnvironmentName? environment, ConfigurationKind? kind, PageRequest page, CancellationToken cancellationToken) =>
        ReadAsync(async context =>
        {
            var name = environment?.Value;
            var rows = await context.Configurations.AsNoTracking()
                .Where(row => row.DeletedAt == null && (name == null || row.Environment == name) && (kind == null || row.Kind == kind))
                .Where(row => page.After == null || row.Position.CompareTo(page.After) > 0)
                .OrderBy(row => row.Position).Take(page.Limit + 1).ToListAsync(cancellationToken);
            return page.Cut(rows, row => row.Position, row => row.ToHead());
        }, cancellationToken);

    public Task<IReadOnlyList<ConfigurationHead>> ListLayersAsync(EnvironmentName environment, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<ConfigurationHead>>(async context =>
        {
            var (one, always) = (environment.Value, EnvironmentName.Default.Value);
            var rows = await context.Configurations.AsNoTracking()
                .Where(row => row.DeletedAt == null && row.Kind == ConfigurationKind.Settings && (row.Environment == one || row.Environment == always))
                .OrderBy(row => row.Position).Take(2 * ConfigurationLimits.PerEnvironment).ToListAsync(cancellationToken);
            return [.. rows.Select(row => row.ToHead())];
        }, cancellationToken);

    public Task<ConfigurationHead?> FindHeadAsync(Guid id, CancellationToken cancellationToken) =>
        ReadAsync(async context => (await context.Configurations.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken))?.ToHead(), cancellationToken);

    public Task<ConfigurationHead?> FindHeadAsync(ConfigurationKey key, CancellationToken cancellationToken) =>
        ReadAsync(async context =>
        {
            var position = key.Position;
            return (await context.Configurations.AsNoTracking().FirstOrDefaultAsync(row => row.Position == position, cancellationToken))?.ToHead();
        }, cancellationToken);

    public Task<IReadOnlyList<ConfigurationVersion>> FindVersionsAsync(
        IReadOnlyCollection<ConfigurationVersionKey> keys, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<ConfigurationVersion>>(async context =>
        {
            if (keys.Count == 0)
            {
                return [];
            }

            Guid[] ids = [.. keys.Select(key => key.ConfigurationId).Distinct()];
            var named = await context.Configurations.AsNoTracking().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancellationToken);
            var rows = await context.ConfigurationVersions.AsNoTracking().Where(IsOneOf(keys)).ToListAsync(cancellationToken);
            return [.. rows.Select(row => row.ToVersion(named[row.ConfigurationId]))];
        }, cancellationToken);

    public Task<Page<ConfigurationVersionInfo>> ListVersionsAsync(Guid id, PageRequest page, CancellationToken cancellationToken) =>
        ReadAsync(async context =>
        {
            var before = long.TryParse(page.After, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;
            var pairs = await WithKey(context, id).Where(pair => pair.Version.Number < before)
                .OrderByDescending(pair => pair.Version.Number).Take(page.Limit + 1)
                .Select(pair => new
                {
                    pair.Configuration,
                    Version = new ConfigurationVersionRow
                    {
                        ConfigurationId = id,
                        Number = pair.Version.Number,
                        Format = pair.Version.Format,
                        Content = Array.Empty<byte>(),
                        Document = Array.Empty<byte>(),
                        Hash = pair.Version.Hash,
                        Services = pair.Version.Services,
                        Labels = pair.Version.Labels,
                        Description = pair.Version.Description,
                        Notes = pair.Version.Notes,
                        CreatedAt = pair.Version.CreatedAt,
                        CreatedBy = pair.Version.CreatedBy,
                    },
                }).ToListAsync(cancellationToken);
            return page.Cut(
                pairs, pair => pair.Version.Number.ToString(CultureInfo.InvariantCulture), pair => pair.Version.ToInfo(pair.Configuration));
        }, cancellationToken);

    // One process changes configurations at a time, so that what a change was decided on still holds when it is stored. Its
    // neighbours in the batch may have changed the same one: a query sees only what was sent.
    public Task<ConfigurationResult> ApplyAsync(ConfigurationChange change, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            StoreKeys.None,
            async (transaction, ct) =>
            {
                await transaction.Context.TakeTurnAsync("configurations", ct);
                await transaction.Context.SaveChangesAsync(ct);
                return await ApplyAsync(transaction, change, ct);
            },
            cancellationToken);

    private static async Task<ConfigurationResult> ApplyAsync(StoreTransaction transaction, ConfigurationChange change, CancellationToken cancellationToken)
    {
        var context = transaction.Context;
        var row = await FindAsync(context, change, cancellationToken);
        var result = ConfigurationRules.Decide(
            change,
            row?.ToHead(),
            change is RollBackConfiguration back && row is not null ? await FindVersionAsync(context, row, back.Version, cancellationToken) : null,
            change is CreateConfiguration create ? await CountOthersAsync(context, create, cancellationToken) : 0,
            row is not null && await IsRollingAsync(context, row.Id, cancellationToken),
            transaction.Now);
        if (!result.Changes)
        {
            return result;
        }

        row ??= context.Configurations.Add(ConfigurationRow.New(result.Head!)).Entity;
        row.Apply(result.Head!);
        context.Entry(row).DetectChanges();
        if (result.Version is { } version)
        {
            context.ConfigurationVersions.Add(ConfigurationVersionRow.From(version));
            await ForgetAsync(context, row, version.Info.Number - ConfigurationLimits.Versions, cancellationToken);
        }

        await transaction.TellAsync(
            ConfigurationEvents.Changed(result, await transaction.DrawAsync(0, cancellationToken), transaction.Now), cancellationToken);
        await transaction.RecordAsync(ConfigurationEvents.Record(change, result, transaction.Now), cancellationToken);
        return result;
    }

    private static async Task ForgetAsync(MeshDbContext context, ConfigurationRow row, long number, CancellationToken cancellationToken)
    {
        if (number > 0)
        {
            var (id, active) = (row.Id, row.Active);
            await context.ConfigurationVersions.Where(old => old.ConfigurationId == id && old.Number <= number && old.Number != active
                && !context.Rollouts.Any(rollout => rollout.ConfigurationId == id && rollout.EndedAt == null && rollout.Version == old.Number)).ExecuteDeleteAsync(cancellationToken);
        }
    }

    private static Task<ConfigurationRow?> FindAsync(MeshDbContext context, ConfigurationChange change, CancellationToken cancellationToken)
    {
        if (change is RollBackConfiguration { Id: var id })
        {
            return context.Configurations.Locked().FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
        }

        var position = change switch
        {
            CreateConfiguration create => create.Key.Position,
            ReplaceConfiguration replace => replace.Key.Position,
            DeleteConfiguration delete => delete.Key.Position,
            _ => throw new ArgumentOutOfRangeException(nameof(change), change, "Nothing says what this change is about."),
        };
        return context.Configurations.Locked().FirstOrDefaultAsync(row => row.Position == position, cancellationToken);
    }

    private static async Task<ConfigurationVersion?> FindVersionAsync(
        MeshDbContext context, ConfigurationRow row, long number, CancellationToken cancellationToken)
    {
        var version = await context.ConfigurationVersions.AsNoTracking()
            .FirstOrDefaultAsync(version => version.ConfigurationId == row.Id && version.Number == number, cancellationToken);
        return version?.ToVersion(row);
    }

    private static Task<bool> IsRollingAsync(MeshDbContext context, Guid id, CancellationToken cancellationToken) =>
        context.Rollouts.AnyAsync(rollout => rollout.ConfigurationId == id && rollout.EndedAt == null, cancellationToken);

    private static Task<int> CountOthersAsync(MeshDbContext context, CreateConfiguration create, CancellationToken cancellationToken)
    {
        var (name, environment, kind) = (create.Key.Name.Value, create.Key.Environment.Value, create.Kind ?? ConfigurationKind.Settings);
        return context.Configurations.CountAsync(
            row => row.Environment == environment && row.Kind == kind && row.Name != name && row.DeletedAt == null, cancellationToken);
    }

    // Pairs, which no provider compares with a list of pairs.
    private static Expression<Func<ConfigurationVersionRow, bool>> IsOneOf(IReadOnlyCollection<ConfigurationVersionKey> keys)
    {
        var row = Expression.Parameter(typeof(ConfigurationVersionRow));
        var tests = keys.Select(Expression (key) =>
        {
            Expression<Func<ConfigurationVersionRow, bool>> isIt = version => version.ConfigurationId == key.ConfigurationId && version.Number == key.Number;
            return Expression.Invoke(isIt, row);
        });
        return Expression.Lambda<Func<ConfigurationVersionRow, bool>>(tests.Aggregate(Expression.OrElse), row);
    }

    private static IQueryable<VersionWithConfiguration> WithKey(MeshDbContext context, Guid id) =>
        from version in context.ConfigurationVersions.AsNoTracking()
        where version.ConfigurationId == id
        join configuration in context.Configurations.AsNoTracking() on version.ConfigurationId equals configuration.Id
        select new VersionWithConfiguration { Version = version, Configuration = configuration };

    private Task<T> ReadAsync<T>(Func<MeshDbContext, Task<T>> read, CancellationToken cancellationToken) =>
        StoreFailures.TranslateAsync(async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            return await read(context);
        });
}
