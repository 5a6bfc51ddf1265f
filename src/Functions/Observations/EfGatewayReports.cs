using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Observations;

/// <summary>Gateways and their figures in the mesh store.</summary>
internal sealed partial class EfGatewayReports(
    IDbContextFactory<MeshDbContext> contexts, StoreWriter writer, TimeProvider time, ILogger<EfGatewayReports> logger)
    : IGatewayReports, IInstanceFigures, IRouteFigures
{
    /// <summary>Minutes that one sweep forgets.</summary>
    private const int SweptMinutes = 5;

    public Task RecordAsync(GatewayReport report, CancellationToken cancellationToken) =>
        WriteAsync(
            async (transaction, ct) =>
            {
                await RememberAsync(transaction, report, ct);
                await CountAsync(transaction, report, ct);
                return true;
            },
            cancellationToken);

    public Task<Page<SeenGateway>> ListAsync(PageRequest page, CancellationToken cancellationToken) =>
        ReadAsync(
            async context =>
            {
                var since = time.GetUtcNow() - ObservationLimits.GatewayRetention;
                var rows = await context.Gateways.AsNoTracking()
                    .Where(row => row.LastSeen > since && (page.After == null || row.Id.CompareTo(page.After) > 0))
                    .OrderBy(row => row.Id).Take(page.Limit + 1).ToListAsync(cancellationToken);
                return page.Cut(rows, row => row.Id, row => row.ToGateway());
            },
            cancellationToken);

    public async Task<IReadOnlyList<InstanceFigures>> SumAsync(
        IReadOnlyCollection<InstanceId> instances, FigurePeriods periods, CancellationToken cancellationToken)
    {
        var sums = await SumAsync([.. instances.Select(instance => instance.Value)], periods, cancellationToken);
        return [.. sums.Select(sum => new InstanceFigures(InstanceId.Parse(sum.Id), sum.Mark, sum.Period, sum.Figures))];
    }

    public async Task<IReadOnlyList<RouteFigures>> SumAsync(
        ConfigurationName route, IReadOnlyCollection<long> versions, FigurePeriods periods, CancellationToken cancellationToken)
    {
        var ids = versions.Distinct().ToDictionary(version => RouteFigureKey.Of(route, version));
        var sums = await SumAsync([.. ids.Keys], periods, cancellationToken);
        return [.. sums.Select(sum => new RouteFigures(ids[sum.Id], sum.Mark, sum.Period, sum.Figures))];
    }

    public async Task<bool> PruneAsync(CancellationToken cancellationToken)
    {
        // Most sweeps find nothing: they need no turn of the writer to learn it.
        var gone = time.GetUtcNow() - ObservationLimits.GatewayRetention;
        var (minutes, more, anyGateway) = await ReadAsync(
            async context =>
            {
                var (minutes, more) = await ExcessMinutesAsync(context, cancellationToken);
                return (minutes, more, await context.Gateways.AnyAsync(row => row.LastSeen <= gone, cancellationToken));
            },
            cancellationToken);
        return (minutes.Count > 0 || anyGateway)
            && await WriteAsync(
                async (transaction, ct) =>
                {
                    await transaction.Context.Gateways.Where(row => row.LastSeen <= gone).ExecuteDeleteAsync(ct);
                    await transaction.Context.Figures.Where(row => minutes.Contains(row.Minute)).ExecuteDeleteAsync(ct);

                    // These went past the rows that the batch knows.
                    transaction.Forget();
                    return more;
                },
                cancellationToken);
    }

    private Task<IReadOnlyList<(string Id, long Mark, FigurePeriod Period, RequestFigures Figures)>> SumAsync(
        List<string> ids, FigurePeriods periods, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<(string Id, long Mark, FigurePeriod Period, RequestFigures Figures)>>(
            async context =>
            {
                var (forgotten, since, recent) = (FigureRules.LastForgotten(time.GetUtcNow()), periods.Since, periods.Recent);
                var sums = await context.Figures.AsNoTracking()
                    .Where(row => row.Minute > forgotten && ids.Contains(row.InstanceId))
                    .GroupBy(row => new { row.InstanceId, row.Mark, IsBefore = row.Minute < since, IsRecent = row.Minute >= recent })
                    .Select(rows => new
                    {
                        rows.Key,
                        Requests = rows.Sum(row => row.Requests),
                        Failures = rows.Sum(row => row.Failures),
                        ServerErrors = rows.Sum(row => row.ServerErrors),
                    })
                    .ToListAsync(cancellationToken);
                return [.. sums.Select(sum => (
                    sum.Key.InstanceId,
                    sum.Key.Mark,
                    FigurePeriods.PeriodOf(sum.Key.IsBefore, sum.Key.IsRecent),
                    new RequestFigures(sum.Requests, sum.Failures, sum.ServerErrors)))];
            },
            cancellationToken);

    private static async Task RememberAsync(StoreTransaction transaction, GatewayReport report, CancellationToken cancellationToken)
    {
        var gateways = transaction.Context.Gateways;
        var row = await gateways.SingleOrDefaultAsync(row => row.Id == report.Gateway.Value, cancellationToken);
        var before = row?.ToGateway();
        if (row is null)
        {
            await MakeRoomAsync(transaction.Context, cancellationToken);
            row = gateways.Add(new GatewayRow { Id = report.Gateway.Value }).Entity;
        }

        row.Apply(SeenGateway.After(before, report, transaction.Now));
        transaction.Context.Entry(row).DetectChanges();
    }

    private static async Task MakeRoomAsync(MeshDbContext context, CancellationToken cancellationToken)
    {
        var excess = await context.Gateways.CountAsync(cancellationToken) + 1 - ObservationLimits.Gateways;
        if (excess > 0)
        {
            context.Gateways.RemoveRange(
                await context.Gateways.OrderBy(row => row.LastSeen).ThenBy(row => row.Id).Take(excess).ToListAsync(cancellationToken));
        }
    }

    private async Task CountAsync(StoreTransaction transaction, GatewayReport report, CancellationToken cancellationToken)
    {
        var gateway = report.Gateway.Value;
        var told = report.Instances.Where(instance => instance.Window is not null)
            .Select(instance => (Service: instance.ServiceName.Value, Id: instance.ServiceId.Value, Window: instance.Window!))
            .Concat(report.Routes.Select(route => (Service: RouteFigureKey.Service, Id: RouteFigureKey.Of(route.Route, route.Version), route.Window))).ToList();
        var windows = told.Where(counted => FigureRules.IsKept(counted.Window, transaction.Now)).ToList();
        if (windows.Count < told.Count)
        {
            Log.OutOfTime(logger, gateway, told.Count - windows.Count);
        }

        if (windows.Count == 0)
        {
            return;
        }

        var minutes = windows.Select(counted => counted.Window.Minute).Distinct().ToList();
        var ids = windows.Select(counted => counted.Id).ToList();
        var (figures, lost) = (transaction.Context.Figures, 0);
        var known = await figures
            .Where(row => minutes.Contains(row.Minute) && row.Gateway == gateway && ids.Contains(row.InstanceId))
            .ToDictionaryAsync(row => (row.Minute, row.InstanceId, row.Mark), cancellationToken);
        foreach (var (service, id, window) in windows)
        {
            var key = (window.Minute, id, window.Mark);
            if (!known.TryGetValue(key, out var row))
            {
                row = figures.Add(new FigureRow { Minute = window.Minute, Gateway = gateway, InstanceId = id, Mark = window.Mark }).Entity;
                known.Add(key, row);
            }

            if (FigureRules.IsNew(window, row.CountedUntil))
            {
                row.Add(service, window);
                transaction.Context.Entry(row).DetectChanges();
            }
            else if (FigureRules.IsLost(window, row.CountedUntil))
            {
                lost++;
            }
        }

        if (lost > 0)
        {
            Log.Overlapping(logger, gateway, lost);
        }
    }

    private async Task<(List<DateTimeOffset> Minutes, bool More)> ExcessMinutesAsync(MeshDbContext context, CancellationToken cancellationToken)
    {
        var since = FigureRules.LastForgotten(time.GetUtcNow());
        var tooMany = await context.Figures.CountAsync(cancellationToken) > ObservationLimits.FigureRows;
        var minutes = await context.Figures.Where(row => tooMany || row.Minute <= since)
            .Select(row => row.Minute).Distinct().Order().Take(tooMany ? 1 : SweptMinutes).ToListAsync(cancellationToken);
        return (minutes, tooMany || minutes.Count == SweptMinutes);
    }

    // One report at a time over all processes: what a window adds rests on what was counted before, and a new gateway
    // on how many there are. Gateways speak every few seconds, so nobody waits long.
    private Task<T> WriteAsync<T>(Func<StoreTransaction, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            StoreKeys.None,
            async (transaction, ct) =>
            {
                await transaction.Context.TakeTurnAsync("gateways", ct);
                await transaction.Context.SaveChangesAsync(ct);
                return await work(transaction, ct);
            },
            cancellationToken);

    private Task<T> ReadAsync<T>(Func<MeshDbContext, Task<T>> read, CancellationToken cancellationToken) =>
        StoreFailures.TranslateAsync(async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            return await read(context);
        });

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Windows} windows of the gateway {Gateway} overlap others of it and are not counted: two processes have this name, or its clock was set back", EventName = "WindowsOverlap")]
        public static partial void Overlapping(ILogger logger, string gateway, int windows);

        [LoggerMessage(2, LogLevel.Warning, "{Windows} windows of the gateway {Gateway} end more than an hour ago or five minutes from now and are not counted: its clock is wrong, or this one's, or it could not report for so long", EventName = "WindowsOutOfTime")]
        public static partial void OutOfTime(ILogger logger, string gateway, int windows);
    }
}
