using Microsoft.Extensions.Options;
using ToskaMesh.Gateway.Settings;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Gateway.Observations;

/// <summary>
/// Tells the control plane what this gateway sees: changes soon, figures of traffic every few seconds while there is
/// any. A resting mesh is told of changes only, and of traffic along with them, unless a rollout waits for figures: then it
/// does not sleep anyway. Nothing waits for it.
/// </summary>
internal sealed partial class Reporter(
    InstanceChanges changes,
    ClosedWindows windows,
    InstanceMarks marks,
    SeenDocuments documents,
    ReportSignal signal,
    ReportPause pause,
    IReportSender sender,
    IOptions<GatewayOptions> options,
    IOptions<MeshOptions> mesh,
    TimeProvider timeProvider,
    ILogger<Reporter> logger) : BackgroundService
{
    /// <summary>How long changes gather, since where one is there are mostly more.</summary>
    public static readonly TimeSpan Gathering = TimeSpan.FromSeconds(1);

    /// <summary>Between two reports of traffic, each of the window that ends with it.</summary>
    public static readonly TimeSpan FiguresInterval = TimeSpan.FromSeconds(10);

    /// <summary>After which a window ends where nobody is told of it: nothing long is lumped together.</summary>
    public static readonly TimeSpan LongestWindow = TimeSpan.FromMinutes(1);

    private readonly bool _isResting = mesh.Value.IsResting;
    private ReportBatch? _batch;
    private long _closedAt = timeProvider.GetTimestamp();
    private bool _isUnfinished;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Reports)
        {
            Log.Silent(logger);
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            await signal.WaitAsync(await TryTurnAsync(stoppingToken), stoppingToken);
        }
    }

    /// <summary>Sends a report if one is due.</summary>
    /// <returns>When to look again, unless something changes before.</returns>
    public async Task<TimeSpan> TurnAsync(CancellationToken cancellationToken)
    {
        var isQuiet = _batch is not null || (_isResting && !marks.Current.IsAny);
        CloseWhenDue(isQuiet ? LongestWindow : FiguresInterval);
        if (pause.Remaining is var rest && rest > TimeSpan.Zero)
        {
            return rest;
        }

        if (_batch is not null)
        {
            _batch.Renew(changes);
        }
        else if (UntilDue(isQuiet) is var wait && wait != TimeSpan.Zero)
        {
            return wait;
        }

        await SendAsync(_batch ??= Compose(), cancellationToken);
        return pause.Remaining;
    }

    private async Task<TimeSpan> TryTurnAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await TurnAsync(cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // The loop outlives whatever is wrong with one report.
            Log.Failed(logger, failure);
            _batch = null;
            pause.Failed();
            return pause.Remaining;
        }
    }

    private void CloseWhenDue(TimeSpan after)
    {
        if (windows.AnyOpen && timeProvider.GetElapsedTime(_closedAt) >= after)
        {
            windows.Close();
            _closedAt = timeProvider.GetTimestamp();
        }
    }

    private TimeSpan UntilDue(bool isQuiet)
    {
        var untilChange = signal.Waiting is { } waiting ? Positive(Gathering - waiting) : Timeout.InfiniteTimeSpan;
        if (_isUnfinished || untilChange == TimeSpan.Zero || (!isQuiet && windows.Any))
        {
            return TimeSpan.Zero;
        }

        // Traffic gives no sign, so it is looked for.
        var interval = isQuiet ? LongestWindow : FiguresInterval;
        var untilClosing = Positive(interval - timeProvider.GetElapsedTime(_closedAt));
        var look = untilClosing == TimeSpan.Zero ? interval : untilClosing;
        return untilChange == Timeout.InfiniteTimeSpan || look < untilChange ? look : untilChange;
    }

    private ReportBatch Compose()
    {
        signal.Taken();
        CloseWhenDue(FiguresInterval);
        var batch = new ReportBatch(changes.Take(ObservationLimits.Entries), windows.TakeRoutes(ObservationLimits.Routes));
        batch.Add(windows.Take(ObservationLimits.Entries - batch.Count));

        // What has no room goes with the next report, at once.
        _isUnfinished = windows.Any;
        return batch;
    }

    private async Task SendAsync(ReportBatch batch, CancellationToken cancellationToken)
    {
        var body = batch.Serialize(
            new GatewayReport
            {
                Gateway = InstanceId.Parse(options.Value.Id),
                Mode = _isResting ? GatewayMode.Resting : GatewayMode.Active,
                Documents = documents.All(),
            });
        var result = await sender.SendAsync(body, cancellationToken);
        if (result.Outcome == SendOutcome.Unavailable)
        {
            if (pause.Failed())
            {
                Log.Unavailable(logger, result.Detail);
            }

            return;
        }

        if (pause.Succeeded())
        {
            Log.Available(logger);
        }

        if (result.Outcome == SendOutcome.Refused)
        {
            if (batch.TrySplit())
            {
                return;
            }

            Log.Refused(logger, result.Detail);
        }

        batch.RemoveLast();
        _batch = batch.Any ? batch : null;
    }

    private static TimeSpan Positive(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;
}
