using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Cli.Launch;
using ToskaMesh.Testing;

namespace ToskaMesh.Cli.Tests.Launch;

/// <summary>With real processes: small shell scripts in the place of the mesh's parts.</summary>
public sealed class MeshRunTests : IDisposable
{
    private const string RunUntilTerminated = "echo started; trap 'echo leaving; exit 0' TERM; while :; do sleep 0.02; done";

    private readonly TemporaryDirectory _folder = new();
    private readonly RecordingView _view = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _kill = new();

    public void Dispose()
    {
        _folder.Dispose();
        _stop.Dispose();
        _kill.Dispose();
    }

    [Fact]
    public async Task Run_UntilStopped_EndsPartsInTheOppositeOrder()
    {
        var run = RunAsync(Part("gateway", ChildRole.Gateway), Part("functions", ChildRole.ControlPlane), Part("orders-1", ChildRole.Sample));
        await Eventually.TrueAsync(() => _view.States.Any(state => state.Running), "the mesh runs");
        await Eventually.TrueAsync(() => Started("orders-1"), "the sample listens to signals");
        await _stop.CancelAsync();
        await run;

        Assert.Equal(
            [
                "functions Starting", "functions Ready", "gateway Starting", "gateway Ready", "orders-1 Starting", "orders-1 Ready",
                "orders-1 Stopping", "orders-1 Ended", "gateway Stopping", "gateway Ended", "functions Stopping", "functions Ended",
            ],
            _view.Story);
        Assert.Contains("leaving", Log("orders-1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_PartEndsAtOnceBeforeItIsReady_FailsWithItsLastWordsAndStopsTheRest()
    {
        var broken = Part("gateway", ChildRole.Gateway, "echo 'Failed to bind: address already in use'; exit 3") with { Ready = new Uri($"http://127.0.0.1:{FreePort.Next()}") };

        var failure = await Assert.ThrowsAsync<CommandFailedException>(() => RunAsync(Part("functions", ChildRole.ControlPlane), broken));

        Assert.Equal(ExitCode.Failed, failure.ExitCode);
        Assert.Contains("gateway ended with status 3", failure.Message, StringComparison.Ordinal);
        Assert.Contains("  | Failed to bind", failure.Message, StringComparison.Ordinal);
        Assert.Contains("--gateway-port", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("functions Restarting", _view.Story);
        Assert.Equal("functions Ended", _view.Story.Last());
    }

    [Fact]
    public async Task Run_GatewayIsKilled_IsStartedAgain()
    {
        var run = RunAsync(Part("gateway", ChildRole.Gateway));
        await Eventually.TrueAsync(() => _view.States.Any(state => state.Running), "the mesh runs");
        Signal.Terminate(_view.States.Last().Parts.Single().ProcessId!.Value);

        await Eventually.TrueAsync(() => _view.Story.Count(step => step == "gateway Ready") == 2, "the gateway is back");
        await _stop.CancelAsync();
        await run;
    }

    [Fact]
    public async Task Run_PartEndsAgainAndAgain_IsStartedAgain_AndTheOthersGoOn()
    {
        var time = new FakeTimeProvider();
        var run = RunAsync(time, Part("functions", ChildRole.ControlPlane, "exit 3"), Part("gateway", ChildRole.Gateway));
        await Eventually.TrueAsync(() => _view.States.Any(state => state.Running), "the mesh runs");
        for (var ends = 1; ends <= 6; ends++)
        {
            await Eventually.TrueAsync(() => _view.Story.Count(step => step == "functions Restarting") == ends, $"it ended {ends} times");
            time.Advance(RestartBackoff.Longest);
        }

        await Eventually.TrueAsync(() => _view.Story.Count(step => step == "functions Restarting") == 7, "it ended once more");
        var note = _view.States.Last(state => state.Parts[0].Phase is PartPhase.Restarting).Parts[0].Note!;
        Assert.StartsWith("ended with status 3, 7 times in a row, starts again at ", note, StringComparison.Ordinal);
        Assert.EndsWith(LogPath("functions"), note, StringComparison.Ordinal);
        Assert.False(run.IsCompleted);
        Assert.DoesNotContain(_view.Story, step => step is "gateway Restarting" or "gateway Ended");
        await _stop.CancelAsync();
        await run;
    }

    [Fact]
    public async Task Run_SampleEnds_MeshGoesOnWithoutIt()
    {
        var run = RunAsync(Part("gateway", ChildRole.Gateway), Part("orders-1", ChildRole.Sample, "exit 7"));

        await Eventually.TrueAsync(
            () => _view.States.Any(state => state.Parts.Any(part => part is { Name: "orders-1", Note: "ended with status 7" })), "the sample's end is seen");
        Assert.False(run.IsCompleted);
        await _stop.CancelAsync();
        await run;
    }

    [Fact]
    public async Task Run_PartDeafToTerm_IsKilledOnTheSecondSignal()
    {
        var run = RunAsync(Part("gateway", ChildRole.Gateway, "trap '' TERM; echo started; while :; do sleep 0.02; done"));
        await Eventually.TrueAsync(() => Started("gateway"), "the gateway ignores signals");
        await _stop.CancelAsync();
        Assert.False(run.IsCompleted);
        await _kill.CancelAsync();
        await run;

        Assert.Equal("gateway Ended", _view.Story.Last());
    }

    private static ChildSpec Part(string name, ChildRole role, string script = RunUntilTerminated) => new(name, role, ["/bin/sh", "-c", script]);

    private bool Started(string name) => File.Exists(LogPath(name)) && Log(name).Contains("started", StringComparison.Ordinal);

    private string Log(string name) => File.ReadAllText(LogPath(name));

    private string LogPath(string name) => new DataDirectory(_folder.Path).Log(name);

    private Task RunAsync(params ChildSpec[] specs) => RunAsync(TimeProvider.System, specs);

    private async Task RunAsync(TimeProvider time, params ChildSpec[] specs)
    {
        using var guard = Guard.Start();
        using var http = new HttpClient();
        var context = new LaunchContext(guard, new Readiness(http, TimeProvider.System), new MeshBoard(_view), time);
        await new MeshRun(specs, new DataDirectory(_folder.Path), MeshProfile.Embedded, context).RunAsync(_stop.Token, _kill.Token);
    }
}
