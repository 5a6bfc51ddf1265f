using Microsoft.Extensions.Logging.Abstractions;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Probing.Tests.Fixtures;

/// <summary>A prober of its own, on the real network.</summary>
internal sealed class Probes : IDisposable
{
    private readonly ProbeHandlers _handlers;

    public Probes(TimeProvider? time = null, IHostResolver? names = null, AddressRules? rules = null, string caFile = "", params int[] ownPorts)
    {
        var terms = new DialTerms(rules ?? new AddressRules(AllowLoopback: true), ownPorts.ToHashSet(), caFile);
        var dialer = new InstanceDialer(names ?? new FixedNames(), terms, NullLogger<InstanceDialer>.Instance);
        _handlers = new ProbeHandlers(dialer, terms);
        Prober = new InstanceProber(_handlers, dialer, time ?? TimeProvider.System);
    }

    public InstanceProber Prober { get; }

    public static HealthCheck Check(HealthCheckType type = HealthCheckType.Http) => new()
    {
        Type = type,
        Endpoint = type is HealthCheckType.Http or HealthCheckType.Https ? "/health?deep=1" : null,
        Timeout = TimeSpan.FromMinutes(1),
    };

    /// <summary>Until the test ends.</summary>
    public Task<ProbeResult> RunAsync(
        int port, HealthCheck? check = null, string address = "127.0.0.1", InstanceScheme scheme = InstanceScheme.Http) =>
        Prober.ProbeAsync(
            new ProbeTarget(ServiceAddress.Parse(address), port, scheme, check ?? Check()), TestContext.Current.CancellationToken);

    public Task<ProbeResult> RunUntilAsync(int port, HealthCheckType type, CancellationToken giveUp) =>
        Prober.ProbeAsync(new ProbeTarget(ServiceAddress.Parse("127.0.0.1"), port, InstanceScheme.Http, Check(type)), giveUp);

    public void Dispose() => _handlers.Dispose();
}
