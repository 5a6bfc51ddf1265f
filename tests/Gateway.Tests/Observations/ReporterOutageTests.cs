using ToskaMesh.Gateway.Observations;
using ToskaMesh.Shared.Observations;

namespace ToskaMesh.Gateway.Tests.Observations;

/// <summary>Reports that the control plane does not take: not now, or never.</summary>
public sealed class ReporterOutageTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private ReporterUnderTest _gateway = new();

    private RecordingSender Sender => _gateway.Sender;

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public async Task Outage_FiguresWaitInWindowsOfAMinute()
    {
        var traffic = _gateway.TrafficOf("a");
        traffic.Count(failed: false, serverError: false);
        Sender.Outcome = SendOutcome.Unavailable;
        await _gateway.TurnAsync(10 * Second);
        for (var i = 0; i < 5; i++)
        {
            traffic.Count(failed: false, serverError: false);
            await _gateway.TurnAsync(60 * Second);
        }

        var told = Sender.Reports.Count;
        Sender.Outcome = SendOutcome.Accepted;
        await _gateway.DrainAsync(60 * Second);

        var windows = Sender.Reports.Skip(told).SelectMany(report => report.Instances).Select(instance => instance.Window!).ToList();
        Assert.Equal(6, windows.Sum(window => window.Figures.Requests));
        Assert.All(windows, window => Assert.InRange(window.End - window.Start, TimeSpan.FromTicks(1), Reporter.LongestWindow));
        Assert.All(windows.Zip(windows.Skip(1)), pair => Assert.True(pair.Second.Start >= pair.First.End));
    }

    [Fact]
    public async Task Outage_IsWaitedOutLongerAndLonger_AndSaidOnce()
    {
        Sender.Outcome = SendOutcome.Unavailable;
        _gateway.Ejected("a");

        var pauses = new List<TimeSpan>();
        var next = Second;
        for (var attempt = 0; attempt < 9; attempt++)
        {
            next = await _gateway.TurnAsync(next);
            pauses.Add(next);
        }

        // Half of each is chance, of which there is none here.
        Assert.Equal([0.5, 1, 2, 4, 8, 16, 30, 30, 30], pauses.Select(pause => pause.TotalSeconds));
        Assert.Equal(9, Sender.Reports.Count);
        Assert.Equal(Second * 29, await _gateway.TurnAsync(Second));
        Assert.Equal(9, Sender.Reports.Count);
        Sender.Outcome = SendOutcome.Accepted;
        await _gateway.TurnAsync(29 * Second);
        await _gateway.TurnAsync(Second);
        Assert.Equal(["Unavailable", "Available"], _gateway.Logged);
        Assert.Equal(10, Sender.Reports.Count);
    }

    [Fact]
    public async Task Outage_FiguresAreSentAgainAsTheyWere_AndStatesAsTheyAreByThen()
    {
        var traffic = _gateway.TrafficOf("a");
        traffic.Count(failed: true, serverError: false);
        _gateway.Ejected("a");
        Sender.Outcome = SendOutcome.Unavailable;
        await _gateway.TurnAsync(10 * Second);
        var first = Assert.Single(Sender.Last.Instances);

        traffic.Count(failed: false, serverError: false);
        _gateway.Changes.Recovered(_gateway.Orders, ReporterUnderTest.Instance("a"));
        _gateway.Ejected("b");
        Sender.Outcome = SendOutcome.Accepted;
        await _gateway.TurnAsync(20 * Second);

        Assert.Equal(first with { State = ObservedState.Recovered, Output = null }, Assert.Single(Sender.Last.Instances));
        await _gateway.TurnAsync();
        Assert.Equal([("b", ObservedState.Ejected)], ReporterUnderTest.States(Sender.Last));
        Assert.Equal(new RequestFigures(1, 0, 0), Sender.Last.Instances[1].Window?.Figures);
    }

    [Fact]
    public async Task Outage_ManyChanges_KeepsTheNewestOfABoundedNumber()
    {
        Sender.Outcome = SendOutcome.Unavailable;
        for (var i = 0; i < InstanceChanges.Max + 10; i++)
        {
            _gateway.Ejected($"i-{i}");
            _gateway.Ejected("flaps");
        }

        Sender.Outcome = SendOutcome.Accepted;
        await _gateway.DrainAsync();

        var told = Sender.Reports.SelectMany(report => report.Instances).Select(instance => instance.ServiceId.Value).ToList();
        Assert.Equal(InstanceChanges.Max, told.Count);
        Assert.Equal(told.Count, told.Distinct().Count());
        Assert.Contains($"i-{InstanceChanges.Max + 9}", told);
        Assert.DoesNotContain("i-0", told);
        Assert.All(Sender.Reports, report => Assert.InRange(report.Instances.Count, 0, ObservationLimits.Entries));
    }

    [Fact]
    public async Task Refused_IsLostAndSaid_AndTheNextGoesOut()
    {
        Sender.Outcome = SendOutcome.Refused;
        _gateway.Ejected("a");
        await _gateway.TurnAsync(Second);
        Sender.Outcome = SendOutcome.Accepted;
        _gateway.Ejected("b");
        await _gateway.TurnAsync(Second);

        Assert.Equal([("b", ObservedState.Ejected)], ReporterUnderTest.States(Sender.Last));
        Assert.Equal(["Refused"], _gateway.Logged);
    }

    [Fact]
    public async Task Refused_ByAControlPlaneOfBeforeMarks_IsSentAgainWithOneWindowOfEach()
    {
        // It refuses a report with two windows of one instance, or of one version of a route.
        Sender.Judge = report => report.Instances.DistinctBy(one => one.ServiceId).Count() < report.Instances.Count
            || report.Routes.DistinctBy(one => (one.Route, one.Version)).Count() < report.Routes.Count ? SendOutcome.Refused : SendOutcome.Accepted;
        _gateway.Dispose();
        _gateway = new ReporterUnderTest(mode: "resting", sender: Sender);
        foreach (var failed in new[] { false, true, false })
        {
            _gateway.TrafficOf("a").Count(failed, serverError: false);
            _gateway.Routes.Of("shop", 1, 0).Count(failed, serverError: false);
            await _gateway.TurnAsync(60 * Second);
        }

        _gateway.Ejected("a");
        _gateway.Ejected("b");
        await _gateway.DrainAsync();

        Assert.Equal([3, 1, 1, 1], Sender.Reports.Select(report => report.Routes.Count));
        var taken = Sender.Reports.Skip(1).ToList();
        Assert.Equal([("a", ObservedState.Ejected), ("b", ObservedState.Ejected)], ReporterUnderTest.States(taken[0]));
        Assert.Equal([0, 1, 0], taken.Select(report => report.Instances.Single(one => one.ServiceId.Value == "a").Window!.Figures.Failures));
        Assert.Equal([0, 1, 0], taken.Select(report => Assert.Single(report.Routes).Window.Figures.Failures));
        Assert.Empty(_gateway.Logged);
    }
}
