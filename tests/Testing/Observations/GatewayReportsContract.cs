using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;
using Xunit;

namespace ToskaMesh.Testing.Observations;

/// <summary>What every adapter of <see cref="IGatewayReports"/> and <see cref="IInstanceFigures"/> must do. Each test starts with an empty store.</summary>
public abstract class GatewayReportsContract : IAsyncLifetime
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private ReportsUnderTest? _store;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 0, TimeSpan.Zero));

    private IGatewayReports Store => _store?.Reports ?? throw new InvalidOperationException("The test has not started.");

    private DateTimeOffset Now => Time.GetUtcNow();

    public async ValueTask InitializeAsync() => _store = await CreateAsync(Time);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected abstract ValueTask<ReportsUnderTest> CreateAsync(FakeTimeProvider time);

    [Fact]
    public async Task Record_Gateway_IsListedAsItDescribedItself()
    {
        var rejected = new RejectedDocument("invalid", ["/services/0: no name", "/services/1: no name"], Now);
        await Store.RecordAsync(
            Reports.From("gw-1") with { Mode = GatewayMode.Resting, Documents = [Reports.Applied(7, 3, Now, rejected)] }, Cancel);

        var gateway = Assert.Single(await ListAsync());
        Assert.Equal(("gw-1", GatewayMode.Resting, Now), (gateway.Id.Value, gateway.Mode, gateway.LastSeen));
        Assert.Equal([Reports.Applied(7, 3, Now, rejected)], gateway.Documents);
    }

    [Fact]
    public async Task Record_WhatALaterReportDoesNotName_Stays()
    {
        await Store.RecordAsync(
            Reports.From("gw-1") with { Mode = GatewayMode.Active, Documents = [Reports.Applied(7, 3, Now), Reports.Applied(7, 9, Now, name: DocumentNames.Credentials)] },
            Cancel);
        Time.Advance(TimeSpan.FromSeconds(1));

        await Store.RecordAsync(Reports.From("gw-1") with { Documents = [Reports.Applied(7, 4, Now)] }, Cancel);

        var gateway = Assert.Single(await ListAsync());
        Assert.Equal((GatewayMode.Active, Now), (gateway.Mode, gateway.LastSeen));
        Assert.Equal([9L, 4L], gateway.Documents.Select(document => document.Applied!.Version));
    }

    [Fact]
    public async Task List_IsPagedInOrderOfIds()
    {
        foreach (var id in new[] { "b", "a", "B", "c" })
        {
            await Store.RecordAsync(Reports.From(id), Cancel);
        }

        var first = await Store.ListAsync(new PageRequest(3), Cancel);
        var second = await Store.ListAsync(new PageRequest(3, first.Next), Cancel);

        Assert.Equal(["B", "a", "b"], first.Items.Select(gateway => gateway.Id.Value));
        Assert.Equal(["c"], second.Items.Select(gateway => gateway.Id.Value));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task Gateway_ADayWithoutAWord_IsForgotten()
    {
        await Store.RecordAsync(Reports.From("silent"), Cancel);
        Time.Advance(TimeSpan.FromHours(1));
        await Store.RecordAsync(Reports.From("talks"), Cancel);

        Time.Advance(ObservationLimits.GatewayRetention - TimeSpan.FromHours(1));

        Assert.Equal(["talks"], (await ListAsync()).Select(gateway => gateway.Id.Value));
        Assert.False(await Store.PruneAsync(Cancel));
        Assert.Equal(["talks"], (await ListAsync()).Select(gateway => gateway.Id.Value));
    }

    [Fact]
    public async Task Gateways_BeyondTheLimit_ReplaceTheOneNotHeardFromForLongest()
    {
        await Store.RecordAsync(Reports.From("oldest"), Cancel);
        Time.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(Enumerable.Range(1, ObservationLimits.Gateways - 1).Select(i => Store.RecordAsync(Reports.From($"gw-{i}"), Cancel)));
        Assert.Equal(ObservationLimits.Gateways, (await ListAsync()).Count);

        await Store.RecordAsync(Reports.From("newest"), Cancel);

        var listed = (await ListAsync()).Select(gateway => gateway.Id.Value).ToList();
        Assert.Equal(ObservationLimits.Gateways, listed.Count);
        Assert.Contains("newest", listed);
        Assert.DoesNotContain("oldest", listed);
    }

    [Fact]
    public async Task Figures_OfGatewaysAndMinutes_AddUpPerInstanceMarkAndPeriod()
    {
        await CountAsync("gw-1", "o-1", Now, new RequestFigures(10, 1, 2));
        await CountAsync("gw-1", "o-1", Now + Window, new RequestFigures(5, 0, 1));
        await CountAsync("gw-2", "o-1", Now, new RequestFigures(100, 3, 0));
        await CountAsync("gw-2", "o-1", Now, new RequestFigures(7, 7, 0), mark: 3);
        await CountAsync("gw-2", "o-1", Now - (5 * Minute), new RequestFigures(1000, 0, 0));
        await CountAsync("gw-2", "o-1", Now - (2 * Minute), new RequestFigures(20, 0, 0));
        await CountAsync("gw-2", "o-2", Now + (4 * Minute), new RequestFigures(500, 0, 0), mark: 4);
        await CountAsync("gw-2", "o-3", Now, new RequestFigures(1, 1, 0));

        Assert.Equal(
            [
                Sum("o-1", 0, FigurePeriod.Before, new RequestFigures(1000, 0, 0)),
                Sum("o-1", 0, FigurePeriod.Since, new RequestFigures(20, 0, 0)),
                Sum("o-1", 0, FigurePeriod.Recent, new RequestFigures(115, 4, 3)),
                Sum("o-1", 3, FigurePeriod.Recent, new RequestFigures(7, 7, 0)),
                Sum("o-2", 4, FigurePeriod.Recent, new RequestFigures(500, 0, 0)),
            ],
            await SumAsync(Now - (4 * Minute), "o-1", "o-2", "nobody"));
        Assert.Empty(await SumAsync(Now));

        // What began in this minute has nothing recent before it.
        Assert.Equal(
            [FigurePeriod.Before, FigurePeriod.Recent, FigurePeriod.Recent],
            (await SumAsync(Now, "o-1")).Select(sum => sum.Period));

        static InstanceFigures Sum(string id, long mark, FigurePeriod period, RequestFigures figures) => new(InstanceId.Parse(id), mark, period, figures);
    }

    [Fact]
    public async Task Figures_OfManyInstances_AreThoseOfTheOnesThatAreAskedFor()
    {
        var ids = Enumerable.Range(0, ObservationLimits.Sums).Select(i => $"o-{i}").ToArray();
        await Store.RecordAsync(Reports.From("gw-1", [.. ids.Select(id => Reports.Counted(id, Now, Window, new RequestFigures(1000, 0, 0)))]), Cancel);
        await CountAsync("gw-1", "few", Now, new RequestFigures(1, 1, 0));

        Assert.Equal(ids.Length, (await SumAsync(Now, ids)).Count);
        Assert.Equal(new RequestFigures(1, 1, 0), Assert.Single(await SumAsync(Now, "few")).Figures);
    }

    [Fact]
    public async Task Figures_OfOneReport_MayBeSeveralWindowsOfAnInstance()
    {
        var report = Reports.From(
            "gw-1",
            Reports.Counted("o-1", Now - Window, Window, new RequestFigures(1, 0, 0)),
            Reports.Counted("o-1", Now, Window, new RequestFigures(10, 0, 0)),
            Reports.Counted("o-1", Now + Window, Window, new RequestFigures(100, 0, 0)),
            Reports.Counted("o-1", Now, Window, new RequestFigures(5, 0, 0), mark: 2));
        await Store.RecordAsync(report, Cancel);
        await Store.RecordAsync(report, Cancel);

        Assert.Equal([(0L, 111L), (2L, 5L)], (await SumAsync(Now - (5 * Minute), "o-1")).Select(sum => (sum.Mark, sum.Figures.Requests)));
    }

    [Fact]
    public async Task Figures_ReportedAgain_CountOnce()
    {
        var report = Reports.From("gw-1", Reports.Counted("o-1", Now, Window, new RequestFigures(10, 1, 2)));
        await Store.RecordAsync(report, Cancel);
        await Store.RecordAsync(report, Cancel);
        await CountAsync("gw-1", "o-1", Now + Window, new RequestFigures(1, 0, 0));
        await Store.RecordAsync(report, Cancel);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Store.RecordAsync(report, Cancel)));

        Assert.Equal(new RequestFigures(11, 1, 2), Assert.Single(await SumAsync(Now, "o-1")).Figures);
    }

    [Fact]
    public async Task Figures_OfRoutes_AddUpPerVersionAndMark_AndAreNoneOfAnyInstance()
    {
        var route = ConfigurationName.Parse("shop");
        var window = new WindowFigures(Now, Now + Window, new RequestFigures(10, 1, 2));
        var report = Reports.From("gw-1") with { Routes = [new(route, 2, window), new(route, 20, window), new(route, 20, window with { Mark = 9 }), new(ConfigurationName.Parse("orders"), 2, window)] };
        await Store.RecordAsync(report, Cancel);
        await Store.RecordAsync(report, Cancel);
        await Store.RecordAsync(Reports.From("gw-2") with { Routes = [new(route, 2, window)] }, Cancel);

        var sums = await _store!.RouteFigures.SumAsync(route, [2, 20, 3], FigurePeriods.Of(Now, Now), Cancel);

        Assert.Equal(
            [
                new RouteFigures(2, 0, FigurePeriod.Recent, new RequestFigures(20, 2, 4)),
                new RouteFigures(20, 0, FigurePeriod.Recent, new RequestFigures(10, 1, 2)),
                new RouteFigures(20, 9, FigurePeriod.Recent, new RequestFigures(10, 1, 2)),
            ],
            sums.OrderBy(sum => (sum.Version, sum.Mark)));
        Assert.Empty(await SumAsync(Now, "shop", "2"));
    }

    [Fact]
    public async Task Figures_OfALongWindow_CountInTheMinuteOfItsEnd()
    {
        await Store.RecordAsync(Reports.From("gw-1", Reports.Counted("o-1", Now - TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(30), new RequestFigures(9, 0, 0))), Cancel);

        Assert.Equal(FigurePeriod.Recent, Assert.Single(await SumAsync(Now, "o-1")).Period);
    }

    [Fact]
    public async Task Figures_TooOldOrFromTheFuture_AreNotKept()
    {
        await CountAsync("gw-1", "o-1", Now - ObservationLimits.FigureRetention - Window, new RequestFigures(1, 0, 0));
        await CountAsync("gw-1", "o-1", Now + ObservationLimits.Skew, new RequestFigures(1, 0, 0));

        Assert.Empty(await SumAsync(Now, "o-1"));
        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task Figures_AfterAnHour_AreForgottenMinuteByMinute_WhetherOrNotTheyWereSwept()
    {
        await CountAsync("gw-1", "o-1", Now, new RequestFigures(1, 0, 0));
        await CountAsync("gw-1", "o-1", Now + (2 * Minute), new RequestFigures(10, 0, 0));
        Time.Advance(ObservationLimits.FigureRetention + Minute);

        Assert.Equal(new RequestFigures(10, 0, 0), Assert.Single(await SumAsync(Now, "o-1")).Figures);
        Assert.False(await Store.PruneAsync(Cancel));
        Assert.Equal(new RequestFigures(10, 0, 0), Assert.Single(await SumAsync(Now, "o-1")).Figures);
    }

    private Task CountAsync(string gateway, string instance, DateTimeOffset start, RequestFigures figures, long mark = 0) =>
        Store.RecordAsync(Reports.From(gateway, Reports.Counted(instance, start, Window, figures, mark: mark)), Cancel);

    private async Task<IReadOnlyList<InstanceFigures>> SumAsync(DateTimeOffset began, params string[] instances) =>
    [
        .. (await _store!.Figures.SumAsync([.. instances.Select(InstanceId.Parse)], FigurePeriods.Of(began, Now), Cancel))
            .OrderBy(sum => sum.ServiceId.Value, StringComparer.Ordinal).ThenBy(sum => sum.Mark).ThenBy(sum => sum.Period),
    ];

    private async Task<IReadOnlyList<SeenGateway>> ListAsync() => (await Store.ListAsync(new PageRequest(PageRequest.MaxLimit), Cancel)).Items;
}
