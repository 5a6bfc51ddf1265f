using ToskaMesh.Gateway.Documents;
using ToskaMesh.Gateway.Observations;
using ToskaMesh.Gateway.Tests.Fixtures;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing;
using Yarp.ReverseProxy.Model;

namespace ToskaMesh.Gateway.Tests.Observations;

public sealed class ReporterTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private ReporterUnderTest _gateway = new();

    private RecordingSender Sender => _gateway.Sender;

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public async Task Changes_WithinASecond_GoTogether_WithTheNewestStateOfEach()
    {
        _gateway.Ejected("a");
        Assert.Equal(Second, await _gateway.TurnAsync());
        _gateway.Ejected("b");
        _gateway.Changes.Recovered(_gateway.Orders, ReporterUnderTest.Instance("a"));

        Assert.Equal(TimeSpan.Zero, await _gateway.TurnAsync(Second));

        var report = Assert.Single(Sender.Reports);
        Assert.Equal(("gw-1", GatewayMode.Active), (report.Gateway.Value, report.Mode));
        Assert.Equal([("a", ObservedState.Recovered), ("b", ObservedState.Ejected)], ReporterUnderTest.States(report));
        await _gateway.TurnAsync(Second);
        Assert.Single(Sender.Reports);
    }

    [Fact]
    public async Task Documents_AppliedAndRejected_AreToldWithTheirTimes()
    {
        var at = _gateway.Time.GetUtcNow();
        var applied = new FollowedState(new TableVersion(7, 3), null);
        _gateway.Documents.Note(DocumentNames.RouteTable, applied);
        await _gateway.TurnAsync(Second);
        Assert.Equal(new FollowedDocument(DocumentNames.RouteTable, new AppliedDocument(7, 3, at)), Assert.Single(Sender.Last.Documents));

        _gateway.Documents.Note(DocumentNames.RouteTable, applied with { Rejection = new DocumentRejection("invalid", "/services/0\n", "/services/1", " ") });
        _gateway.Documents.Note(DocumentNames.RouteTable, applied with { Rejection = new DocumentRejection("invalid", "/services/0\n", "/services/1", " ") });
        await _gateway.TurnAsync(Second);
        Assert.Equal(
            new FollowedDocument(
                DocumentNames.RouteTable, new AppliedDocument(7, 3, at), new RejectedDocument("invalid", ["/services/0", "/services/1"], at + Second)),
            Assert.Single(Sender.Last.Documents));

        _gateway.Documents.Note(DocumentNames.RouteTable, new FollowedState(new TableVersion(7, 4), null));
        await _gateway.TurnAsync(Second);
        Assert.Null(Assert.Single(Sender.Last.Documents).Rejected);
        Assert.Equal(3, Sender.Reports.Count);
    }

    [Fact]
    public async Task FiguresOfRoutes_GoPerVersion_AndAgainAsTheyWereWhileNobodyAnswers()
    {
        var (stable, candidate) = (_gateway.Routes.Of("shop", 1, 0), _gateway.Routes.Of("shop", 2, 5));
        stable.Count(failed: false, serverError: false);
        candidate.Count(failed: true, serverError: false);
        candidate.Count(failed: false, serverError: true);
        Sender.Outcome = SendOutcome.Unavailable;
        await _gateway.TurnAsync(10 * Second);
        candidate.Count(failed: false, serverError: false);
        Sender.Outcome = SendOutcome.Accepted;

        await _gateway.TurnAsync(60 * Second);
        await _gateway.TurnAsync(10 * Second);

        Assert.Equal(Figures(Sender.Reports[0]), Figures(Sender.Reports[1]));
        Assert.Equal([(1, new RequestFigures(1, 0, 0)), (2, new RequestFigures(2, 1, 1))], Figures(Sender.Reports[1]));
        Assert.Equal([(2, new RequestFigures(1, 0, 0))], Figures(Sender.Reports[2]));
        Assert.Equal(3, Sender.Reports.Count);

        static IEnumerable<(long Version, RequestFigures Figures)> Figures(GatewayReport report) =>
            report.Routes.OrderBy(route => route.Version).Select(route => (route.Version, route.Window.Figures));
    }

    [Fact]
    public async Task Figures_GoEveryTenSeconds_AndOnlyWhenThereWasTraffic()
    {
        var orders = _gateway.TrafficOf("a");
        orders.Count(failed: false, serverError: false);
        orders.Count(failed: true, serverError: false);
        var start = _gateway.Time.GetUtcNow();
        Assert.Equal(9 * Second, await _gateway.TurnAsync(Second));
        orders.Count(failed: false, serverError: true);

        await _gateway.TurnAsync(9 * Second);

        Assert.Equal(
            new WindowFigures(start, start + (10 * Second), new RequestFigures(3, 1, 1)), Assert.Single(Assert.Single(Sender.Reports).Instances).Window);
        Assert.Equal(10 * Second, await _gateway.TurnAsync());
        await _gateway.TurnAsync(10 * Second);
        Assert.Single(Sender.Reports);

        orders.Count(failed: false, serverError: false);
        await _gateway.TurnAsync();
        Assert.Equal(new RequestFigures(1, 0, 0), Assert.Single(Sender.Last.Instances).Window?.Figures);
    }

    [Fact]
    public async Task Figures_WindowsOfAnInstance_NeverOverlap()
    {
        var orders = _gateway.TrafficOf("a");
        for (var i = 0; i < 3; i++)
        {
            orders.Count(failed: false, serverError: false);
            await _gateway.TurnAsync(10 * Second);
            await _gateway.TurnAsync();
        }

        var windows = Sender.Reports.Select(report => Assert.Single(report.Instances).Window!).ToList();
        Assert.Equal(3, windows.Count);
        Assert.All(windows.Zip(windows.Skip(1)), pair => Assert.True(pair.Second.Start >= pair.First.End));
    }

    [Fact]
    public async Task Resting_FiguresAlone_CauseNoCall_AndGoAlongWithAChange()
    {
        _gateway.Dispose();
        _gateway = new ReporterUnderTest(mode: "resting");
        _gateway.TrafficOf("a").Count(failed: false, serverError: false);

        Assert.Equal(Reporter.LongestWindow, await _gateway.TurnAsync(TimeSpan.FromHours(1)));
        Assert.Empty(Sender.Reports);

        _gateway.Ejected("b");
        await _gateway.TurnAsync(Second);

        Assert.Equal(GatewayMode.Resting, Assert.Single(Sender.Reports).Mode);
        Assert.Equal(["b", "a"], Sender.Last.Instances.Select(instance => instance.ServiceId.Value));
        Assert.Equal(new RequestFigures(1, 0, 0), Sender.Last.Instances[1].Window?.Figures);
    }

    [Fact]
    public async Task Resting_WhileARolloutIsJudged_FiguresGoByThemselves()
    {
        _gateway.Dispose();
        _gateway = new ReporterUnderTest(mode: "resting");
        _gateway.Marks.Use(PublishedDocuments.Table(1, 1) with { Configurations = [Routed.Given("db", 7, "a")] });
        _gateway.TrafficOf("a").Count(failed: false, serverError: false);

        await _gateway.TurnAsync(10 * Second);

        Assert.Equal(new RequestFigures(1, 0, 0), Assert.Single(Assert.Single(Sender.Reports).Instances).Window?.Figures);
        _gateway.Marks.Use(PublishedDocuments.Table(1, 2));
        _gateway.TrafficOf("a").Count(failed: false, serverError: false);
        await _gateway.TurnAsync(100 * Second);
        Assert.Single(Sender.Reports);
    }

    [Fact]
    public async Task Figures_GoApartByMark_AndTogetherOfTwoCountersOfOne()
    {
        _gateway.TrafficOf("a").Count(failed: true, serverError: false);
        _gateway.TrafficOf("a", 7).Count(failed: false, serverError: false);
        _gateway.TrafficOf("a", 7).Count(failed: false, serverError: true);

        await _gateway.TurnAsync(10 * Second);

        Assert.Equal(
            [(0L, new RequestFigures(1, 1, 0)), (7L, new RequestFigures(2, 0, 1))],
            Assert.Single(Sender.Reports).Instances.Select(instance => (instance.Window!.Mark, instance.Window.Figures)));
    }

    [Fact]
    public async Task Resting_FiguresThatNobodyWouldKeep_AreNotTold()
    {
        _gateway.Dispose();
        _gateway = new ReporterUnderTest(mode: "resting");
        foreach (var (id, pause) in new[] { ("long-ago", 60 * Second), ("ago", TimeSpan.FromMinutes(90)), ("now", TimeSpan.FromMinutes(10)) })
        {
            _gateway.TrafficOf(id).Count(failed: false, serverError: false);
            _gateway.Routes.Of("shop", id.Length, 0).Count(failed: false, serverError: false);
            await _gateway.TurnAsync(pause);
        }

        _gateway.Ejected("b");
        await _gateway.TurnAsync(Second);

        var report = Assert.Single(Sender.Reports);
        Assert.Equal(["b", "ago", "now"], report.Instances.Select(instance => instance.ServiceId.Value));
        Assert.Equal([3L, 3L], report.Routes.Select(route => route.Version));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(120, true)]
    public void Windows_WhenTheClockIsSetBack_AreOfATimeThatIsListenedTo(int minutes, bool beginsAnew)
    {
        var first = Close();
        _gateway.Time.AdjustTime(_gateway.Time.GetUtcNow() - TimeSpan.FromMinutes(minutes));
        var (second, third) = (Close(), Close());

        Assert.All([second, third], window => Assert.True(FigureRules.IsKept(window, _gateway.Time.GetUtcNow())));
        Assert.Equal(beginsAnew, second.Start < first.End);
        Assert.True(third.Start >= second.End);

        WindowFigures Close()
        {
            _gateway.TrafficOf("a").Count(failed: false, serverError: false);
            _gateway.Time.Advance(10 * Second);
            _gateway.Windows.Close();
            return Assert.Single(_gateway.Windows.Take(10)).Window!;
        }
    }

    [Fact]
    public void Windows_BeyondTheLimit_AreDroppedTheOldestFirst()
    {
        foreach (var minute in new[] { "first", "second" })
        {
            for (var i = 0; i < ClosedWindows.Max / 2 + 1; i++)
            {
                _gateway.TrafficOf($"{minute}-{i}").Count(failed: false, serverError: false);
            }

            _gateway.Windows.Close();
        }

        var left = _gateway.Windows.Take(int.MaxValue);
        Assert.Equal(ClosedWindows.Max, left.Count);
        Assert.Equal("first-2", left[0].ServiceId.Value);
        Assert.Equal($"second-{ClosedWindows.Max / 2}", left[^1].ServiceId.Value);
    }

    [Fact]
    public async Task Checks_OfItsOwn_AreToldByTheirNewestResult()
    {
        void Checked(string id, DestinationHealth health) => _gateway.Changes.Checked(_gateway.Orders, ReporterUnderTest.Instance(id), health, "answered 503");
        Checked("a", DestinationHealth.Healthy);
        Checked("b", DestinationHealth.Healthy);
        Checked("b", DestinationHealth.Unhealthy);

        await _gateway.TurnAsync(Second);

        Assert.Equal([ObservedState.Passing, ObservedState.Failing], ReporterUnderTest.States(Sender.Last).Select(state => state.State));
    }

    [Fact]
    public async Task Figures_OfMoreInstancesThanOneReportHolds_ComeInSeveralAtOnce()
    {
        for (var i = 0; i < ObservationLimits.Entries + 1; i++)
        {
            _gateway.TrafficOf($"i-{i}").Count(failed: false, serverError: false);
        }

        await _gateway.TurnAsync(10 * Second);
        await _gateway.TurnAsync();

        Assert.Equal([ObservationLimits.Entries, 1], Sender.Reports.Select(report => report.Instances.Count));
    }

    [Fact]
    public async Task Report_WithLongTexts_KeepsWithinTheSizeOfABody()
    {
        for (var i = 0; i < ObservationLimits.Entries; i++)
        {
            _gateway.Changes.Ejected(_gateway.Orders, ReporterUnderTest.Instance($"i-{i}"), new string('é', 10_000));
        }

        await _gateway.DrainAsync();

        Assert.InRange(Sender.LargestBody, 1, ObservationLimits.Body);
        Assert.True(Sender.Reports.Count > 1);
        Assert.Equal(ObservationLimits.Entries, Sender.Reports.SelectMany(report => report.Instances).Distinct().Count());
    }

    [Fact]
    public async Task WithoutAKey_NothingIsKeptOrSent_AndThatIsSaidOnce()
    {
        _gateway.Dispose();
        _gateway = new ReporterUnderTest(key: "");

        await _gateway.StartAsync();
        _gateway.Ejected("a");
        _gateway.TrafficOf("a").Count(failed: false, serverError: false);

        Assert.Equal(0, _gateway.Traffic.Count);
        Assert.Empty(_gateway.Changes.Take(10));
        await Eventually.TrueAsync(() => _gateway.Logged.Any(), "said");
        await _gateway.StopAsync();
        Assert.Equal(["Silent"], _gateway.Logged);
    }

    [Fact]
    public async Task Loop_SendsByItself_AndStopsAtOnce()
    {
        await _gateway.StartAsync();
        _gateway.Ejected("a");

        await Eventually.TrueAsync(
            () =>
            {
                _gateway.Time.Advance(Second);
                return Sender.Reports.Count > 0;
            },
            "report");

        await _gateway.StopAsync();
    }
}
