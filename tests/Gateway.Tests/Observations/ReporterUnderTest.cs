using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Gateway.Balancing;
using ToskaMesh.Gateway.ExplicitRoutes;
using ToskaMesh.Gateway.Observations;
using ToskaMesh.Gateway.Settings;
using ToskaMesh.Gateway.Telemetry;
using ToskaMesh.Gateway.Tests.Fixtures;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Observations;
using Yarp.ReverseProxy.Model;

namespace ToskaMesh.Gateway.Tests.Observations;

/// <summary>A reporter on a clock of the test's, which takes its turns when the test says so.</summary>
internal sealed class ReporterUnderTest : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly CollectedLogs _logs = new();
    private readonly Reporter _reporter;

    public ReporterUnderTest(string mode = "active", string? key = null, RecordingSender? sender = null)
    {
        Sender = sender ?? new RecordingSender();
        var gateway = Options.Create(new GatewayOptions { Id = "gw-1", ApiKey = key ?? ApiKey.Generate("gw").Reveal() });
        var mesh = Options.Create(new MeshOptions { Mode = mode });
        var metrics = new GatewayMetrics(new MeshMeter(_services.GetRequiredService<IMeterFactory>()));
        Signal = new ReportSignal(Time);
        Changes = new InstanceChanges(gateway, Signal, metrics);
        Traffic = new UnreportedTraffic(gateway, metrics);
        Routes = new RouteTrafficLog(Traffic);
        Windows = new ClosedWindows(Traffic, Routes, metrics, Time);
        Documents = new SeenDocuments(Signal, Time);
        _reporter = new Reporter(
            Changes, Windows, Marks, Documents, Signal, new ReportPause(new NoChance(), Time), Sender, gateway, mesh, Time,
            LoggerFactory.Create(logging => logging.AddProvider(_logs)).CreateLogger<Reporter>());
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public RecordingSender Sender { get; }

    public ReportSignal Signal { get; }

    public InstanceChanges Changes { get; }

    public UnreportedTraffic Traffic { get; }

    public RouteTrafficLog Routes { get; }

    public ClosedWindows Windows { get; }

    public InstanceMarks Marks { get; } = new();

    public SeenDocuments Documents { get; }

    public ClusterState Orders { get; } = new("orders");

    public IEnumerable<string?> Logged => _logs.Lines.Select(line => line.Event);

    public static DestinationState Instance(string id) => new($"{id} http://127.0.0.1:1");

    public static IEnumerable<(string Id, ObservedState State)> States(GatewayReport report) =>
        report.Instances.Where(instance => instance.State is not null).Select(instance => (instance.ServiceId.Value, instance.State!.Value));

    public InstanceTraffic TrafficOf(string id, long mark = 0) => new("orders", id, mark, Traffic);

    public void Ejected(string id) => Changes.Ejected(Orders, Instance(id), "refused");

    /// <summary>Lets time pass, and takes the turn that is due then.</summary>
    public Task<TimeSpan> TurnAsync(TimeSpan after = default)
    {
        Time.Advance(after);
        return _reporter.TurnAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Takes turns until one has nothing to send.</summary>
    public async Task DrainAsync(TimeSpan? step = null)
    {
        var sent = -1;
        while (Sender.Reports.Count > sent)
        {
            sent = Sender.Reports.Count;
            await TurnAsync(step ?? TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>The reporter's own loop.</summary>
    public Task StartAsync() => _reporter.StartAsync(TestContext.Current.CancellationToken);

    public Task StopAsync() => _reporter.StopAsync(TestContext.Current.CancellationToken);

    public void Dispose()
    {
        _reporter.Dispose();
        _services.Dispose();
    }

    private sealed class NoChance : IRandomSource
    {
        public long Next(long exclusiveMax) => 0;
    }
}
