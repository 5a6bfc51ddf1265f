using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Functions.Routing;

/// <summary>Publishes both documents that gateways act on. What is stored already is not written again.</summary>
public sealed class PublishDocuments(RoutePublisher routes, PublishCredentials credentials)
{
    /// <exception cref="PublishConflictException">Others wrote in between each time.</exception>
    public async Task RunAsync(TimeSpan deadline, CancellationToken cancellationToken)
    {
        // Late or held back, there is no order yet, and the credentials follow with a later turn.
        var published = await routes.PublishAsync(deadline, cancellationToken);
        if (published?.Order is { } order)
        {
            await credentials.RunAsync(order.Epoch, cancellationToken);
        }
    }
}
