using Microsoft.Extensions.Options;
using ToskaMesh.Gateway.ExplicitRoutes;
using ToskaMesh.Gateway.Settings;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Gateway.Observations;

/// <summary>
/// Tells the control plane what this gateway sees: changes soon, figures of traffic every few seconds while there is
/// any. A resting mesh is told of changes only, and of traffic along with them. Nothing waits for it.
/// </summary>
internal sealed partial class Reporter(
    InstanceChanges changes,
    UnreportedTraffic traffic,
    RouteTrafficLog routes,
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

    /// <summary>Between two reports of traffic.</summary>
    public static readonly TimeSpan FiguresInterval = TimeSpan.FromSeconds(10);

    private readonly bool _isResting = mesh.Value.IsResting;
    private ReportBatch? _batch;
    private long _figuresSince = timeProvider.GetTimestamp();
    private int _figuresLeft;

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
        if (pause.Remaining is var rest && rest > TimeSpan.Zero)
        {
            return rest;
        }

        if (_batch is not null)
        {
            _batch.Renew(changes);
        }
        else if (UntilDue() is var wait && wait != TimeSpan.Zero)
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

    private TimeSpan UntilDue()
    {
        var untilChange = signal.Waiting is { } waiting ? Positive(Gathering - waiting) : Timeout.InfiniteTimeSpan;
        if (_isResting || untilChange == TimeSpan.Zero)
        {
            return _figuresLeft > 0 ? TimeSpan.Zero : untilChange;
        }

        var untilFigures = Positive(FiguresInterval - timeProvider.GetElapsedTime(_figuresSince));
        if (_figuresLeft > 0 || (untilFigures == TimeSpan.Zero && (traffic.Count > 0 || routes.Any)))
        {
            return TimeSpan.Zero;
        }

        // Traffic gives no sign, so it is looked for.
        var look = untilFigures == TimeSpan.Zero ? FiguresInterval : untilFigures;
        return untilChange == Timeout.InfiniteTimeSpan || look < untilChange ? look : untilChange;
    }

    private ReportBatch Compose()
    {
        signal.Taken();
        var batch = new ReportBatch(changes.Take(ObservationLimits.Entries));
        if (_figuresLeft == 0 && timeProvider.GetElapsedTime(_figuresSince) >= FiguresInterval)
        {
            (_figuresLeft, _figuresSince) = (traffic.Count, timeProvider.GetTimestamp());
            batch.Routes = routes.Take();
        }

        // What has no room goes with the next report, at once.
        while (_figuresLeft > 0 && batch.Count < ObservationLimits.Entries)
        {
            if (!traffic.TryTake(out var instance))
            {
                _figuresLeft = 0;
                break;
            }

            batch.Add(instance);
            _figuresLeft--;
        }

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
            },
            out var count);
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
            Log.Refused(logger, result.Detail);
        }

        batch.RemoveFirst(count);
        _batch = batch.Count > 0 ? batch : null;
    }

    private static TimeSpan Positive(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;
}
