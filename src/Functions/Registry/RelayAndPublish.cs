using Microsoft.Extensions.Logging;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Functions.Registry;

internal sealed partial class RelayAndPublish(OutboxRelay relay, RoutePublisher routes, ILogger<RelayAndPublish> logger) : IAfterCommit
{
    public Task RunAsync() => Task.WhenAll(
        TryAsync("publish", async () => await routes.PublishAsync(RoutePublisher.RequestDeadline, CancellationToken.None) is not null),
        TryAsync("relay", async () => await relay.RunAsync(OutboxRelay.RequestDeadline, CancellationToken.None) is not null));

    // The change is committed: whatever fails here must not make its answer a failure.
    private async Task TryAsync(string step, Func<Task<bool>> run)
    {
        try
        {
            if (!await run())
            {
                Log.Late(logger, step);
            }
        }
        catch (Exception exception)
        {
            Log.Failed(logger, step, exception);
        }
    }
}
