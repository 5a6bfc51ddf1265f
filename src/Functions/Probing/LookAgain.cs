using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Ticking;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Functions.Probing;

/// <summary>
/// Where gateways probe, they tell of changes only, and each is looked at for a few seconds. Whatever a look left
/// undecided, or found critical and nobody reports as well again, the tick looks at once more.
/// </summary>
internal sealed partial class LookAgain(
    IServiceRegistry registry, IProbeOnSuspicion suspects, IOptions<PublishOptions> options, ILogger<LookAgain> logger) : ITickPart
{
    /// <summary>In one tick; the first by id.</summary>
    private const int Most = 200;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Prober is not HealthProber.Gateway)
        {
            return;
        }

        try
        {
            var critical = await registry.ListStatusAsync(new StatusFilter(Status: HealthStatus.Unhealthy), new PageRequest(PageRequest.MaxLimit), cancellationToken);
            var ids = critical.Items.Select(status => status.Instance)
                .Where(instance => instance.Probe is { Status: HealthStatus.Unhealthy }).Select(instance => instance.ServiceId).Take(Most);
            await suspects.ProbeAsync([.. ids], cancellationToken);
        }
        catch (StoreUnavailableException failure)
        {
            Log.NotLooked(logger, failure);
        }
    }
}
