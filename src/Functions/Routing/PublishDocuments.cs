using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Functions.Routing;

/// <summary>Publishes both documents that gateways act on. What is stored already is not written again.</summary>
public sealed class PublishDocuments(RoutePublisher routes, IPublicationMark mark, PublishCredentials credentials, TimeProvider time)
{
    /// <param name="deadline">For each of the two.</param>
    /// <exception cref="PublishConflictException">Others wrote in between each time.</exception>
    /// <exception cref="TimeoutException">The credentials could not be stored in time.</exception>
    public async Task RunAsync(TimeSpan deadline, CancellationToken cancellationToken)
    {
        // Side by side, and both to their end: a table that is late or cannot be stored holds up no revocation.
        var table = routes.PublishAsync(deadline, cancellationToken);
        var continued = ContinueAsync(deadline, cancellationToken);
        await Task.WhenAll(table, continued);
        if ((await table)?.Order is { } order && !((await continued)?.Order?.Epoch >= order.Epoch))
        {
            await BeginAsync(order.Epoch, deadline, cancellationToken);
        }
    }

    /// <summary>The credentials alone. Only the first of an epoch wait for the route table, which says whether they are held back.</summary>
    /// <returns><see cref="Publication.Held"/> also where the table was late: they follow with a later turn.</returns>
    public async Task<Publication> PublishCredentialsAsync(TimeSpan deadline, CancellationToken cancellationToken)
    {
        if (await ContinueAsync(deadline, cancellationToken) is { } continued)
        {
            return continued;
        }

        var table = await routes.PublishAsync(deadline, cancellationToken);
        return table?.Order is { } order ? await BeginAsync(order.Epoch, deadline, cancellationToken) : Publication.Held;
    }

    private Task<Publication> BeginAsync(long epoch, TimeSpan deadline, CancellationToken cancellationToken) =>
        WithinAsync(deadline, ct => credentials.RunAsync(epoch, ct), cancellationToken);

    // The mark is of the store's own last table. Credentials of the same epoch are this store's, so nothing is held back.
    private Task<Publication?> ContinueAsync(TimeSpan deadline, CancellationToken cancellationToken) => WithinAsync(
        deadline,
        async ct => await mark.ReadAsync(ct) is { } own ? await credentials.ContinueAsync(own.Epoch, ct) : null,
        cancellationToken);

    private async Task<T> WithinAsync<T>(TimeSpan deadline, Func<CancellationToken, Task<T>> publish, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await publish(either.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The credentials were not published within {deadline.TotalSeconds:0} s; another publisher may hold their lock.");
        }
    }
}
