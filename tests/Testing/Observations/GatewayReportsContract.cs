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
    private static readonly ServiceName Orders = ServiceName.Parse("orders");
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

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
    public async Task Figures_OfGatewaysAndMinutes_AddUpPerInstance()
    {
        await CountAsync("gw-1", "orders-1", Now, new RequestFigures(10, 1, 2));
        await CountAsync("gw-1", "orders-1", Now + Window, new RequestFigures(5, 0, 1));
        await CountAsync("gw-2", "orders-1", Now, new RequestFigures(100, 3, 0));
        await CountAsync("gw-2", "orders-2", Now + ObservationLimits.Skew - Window, new RequestFigures(500, 0, 0));
        await Store.RecordAsync(Reports.From("gw-2", Reports.Counted("billing-1", Now, Window, new RequestFigures(1, 1, 0), "billing")), Cancel);

        var all = await SumAsync(Now, Now + TimeSpan.FromMinutes(2));

        Assert.Equal(
            [new InstanceFigures(InstanceId.Parse("orders-1"), new RequestFigures(115, 4, 3)), new InstanceFigures(InstanceId.Parse("orders-2"), new RequestFigures(500, 0, 0))],
            all.OrderBy(one => one.ServiceId.Value));
        Assert.Equal("orders-2", Assert.Single(await _store!.Figures.SumAsync(Orders, [InstanceId.Parse("orders-2"), InstanceId.Parse("orders-3")], Now, Now + TimeSpan.FromMinutes(2), Cancel)).ServiceId.Value);
        Assert.Equal(new RequestFigures(115, 4, 3), Assert.Single(await SumAsync(Now, Now + TimeSpan.FromMinutes(1))).Figures);
        Assert.Empty(await SumAsync(Now + TimeSpan.FromMinutes(2), Now + TimeSpan.FromMinutes(9)));
    }

    [Fact]
    public async Task Figures_ReportedAgain_CountOnce()
    {
        var report = Reports.From("gw-1", Reports.Counted("orders-1", Now, Window, new RequestFigures(10, 1, 2)));
        await Store.RecordAsync(report, Cancel);
        await Store.RecordAsync(report, Cancel);
        await CountAsync("gw-1", "orders-1", Now + Window, new RequestFigures(1, 0, 0));
        await Store.RecordAsync(report, Cancel);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Store.RecordAsync(report, Cancel)));

        Assert.Equal(new RequestFigures(11, 1, 2), Assert.Single(await SumAsync(Now, Now + TimeSpan.FromMinutes(1))).Figures);
    }

    [Fact]
    public async Task Figures_OfRoutes_AddUpPerVersion_AndAreNoneOfAnyService()
    {
        var route = ConfigurationName.Parse("shop");
        var window = new WindowFigures(Now, Now + Window, new RequestFigures(10, 1, 2));
        var report = Reports.From("gw-1") with { Routes = [new(route, 2, window), new(route, 20, window), new(ConfigurationName.Parse("orders"), 2, window)] };
        await Store.RecordAsync(report, Cancel);
        await Store.RecordAsync(report, Cancel);
        await Store.RecordAsync(Reports.From("gw-2") with { Routes = [new(route, 2, window)] }, Cancel);

        Assert.Equal(new RequestFigures(20, 2, 4), await SumRouteAsync(2, Now, Now + TimeSpan.FromMinutes(1)));
        Assert.Equal(new RequestFigures(10, 1, 2), await SumRouteAsync(20, Now, Now + TimeSpan.FromMinutes(1)));
        Assert.Equal(RequestFigures.None, await SumRouteAsync(3, Now, Now + TimeSpan.FromMinutes(1)));
        Assert.Equal(RequestFigures.None, await SumRouteAsync(2, Now + TimeSpan.FromMinutes(1), Now + TimeSpan.FromMinutes(2)));
        Assert.Empty(await SumAsync(Now, Now + TimeSpan.FromMinutes(1)));

        Task<RequestFigures> SumRouteAsync(long version, DateTimeOffset from, DateTimeOffset until) =>
            _store!.RouteFigures.SumAsync(route, version, from, until, Cancel);
    }

    [Fact]
    public async Task Figures_OfALongWindow_CountInTheMinuteOfItsEnd()
    {
        await Store.RecordAsync(Reports.From("gw-1", Reports.Counted("orders-1", Now - TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(30), new RequestFigures(9, 0, 0))), Cancel);

        Assert.Empty(await SumAsync(Now - TimeSpan.FromMinutes(30), Now));
        Assert.Single(await SumAsync(Now, Now + TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task Figures_TooOldOrFromTheFuture_AreNotKept()
    {
        await CountAsync("gw-1", "orders-1", Now - ObservationLimits.FigureRetention - Window, new RequestFigures(1, 0, 0));
        await CountAsync("gw-1", "orders-1", Now + ObservationLimits.Skew, new RequestFigures(1, 0, 0));

        Assert.Empty(await SumAsync(Now - TimeSpan.FromDays(1), Now + TimeSpan.FromDays(1)));
        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task Prune_AfterAnHour_ForgetsFiguresMinuteByMinute()
    {
        var start = Now;
        await CountAsync("gw-1", "orders-1", Now, new RequestFigures(1, 0, 0));
        Time.Advance(TimeSpan.FromMinutes(2));
        await CountAsync("gw-1", "orders-1", Now, new RequestFigures(1, 0, 0));
        Time.Advance(ObservationLimits.FigureRetention - TimeSpan.FromMinutes(1));

        Assert.False(await Store.PruneAsync(Cancel));

        Assert.Equal(new RequestFigures(1, 0, 0), Assert.Single(await SumAsync(start, Now)).Figures);
    }

    private Task CountAsync(string gateway, string instance, DateTimeOffset start, RequestFigures figures) =>
        Store.RecordAsync(Reports.From(gateway, Reports.Counted(instance, start, Window, figures)), Cancel);

    private Task<IReadOnlyList<InstanceFigures>> SumAsync(DateTimeOffset from, DateTimeOffset until) =>
        _store!.Figures.SumAsync(Orders, [InstanceId.Parse("orders-1"), InstanceId.Parse("orders-2"), InstanceId.Parse("billing-1")], from, until, Cancel);

    private async Task<IReadOnlyList<SeenGateway>> ListAsync() => (await Store.ListAsync(new PageRequest(PageRequest.MaxLimit), Cancel)).Items;
}
