using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Functions.Routing;

/// <summary>Publishes both documents that gateways act on. What is stored already is not written again.</summary>
public sealed class PublishDocuments(RoutePublisher routes, PublishCredentials credentials, TimeProvider time)
{
    /// <param name="deadline">For each of the two.</param>
    /// <exception cref="PublishConflictException">Others wrote in between each time.</exception>
    /// <exception cref="TimeoutException">The credentials could not be stored in time.</exception>
    public async Task RunAsync(TimeSpan deadline, CancellationToken cancellationToken)
    {
        // Late or held back, there is no order yet, and the credentials follow with a later turn.
        var published = await routes.PublishAsync(deadline, cancellationToken);
        if (published?.Order is { } order)
        {
            await PublishCredentialsAsync(order.Epoch, deadline, cancellationToken);
        }
    }

    private async Task PublishCredentialsAsync(long epoch, TimeSpan deadline, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await credentials.RunAsync(epoch, either.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The credentials were not published within {deadline.TotalSeconds:0} s; another publisher may hold their lock.");
        }
    }
}
