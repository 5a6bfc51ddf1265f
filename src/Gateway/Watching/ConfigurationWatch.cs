using System.Threading.RateLimiting;
using ToskaMesh.Gateway.Access;
using ToskaMesh.Gateway.ControlPlane;
using ToskaMesh.Gateway.Drain;
using ToskaMesh.Gateway.Forwarding;
using ToskaMesh.Gateway.Problems;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Gateway.Watching;

/// <summary>
/// Holds requests for an effective configuration until the route table implies another one than the caller has: a long
/// poll must not pin a function. The answer is always the control plane's.
/// </summary>
internal sealed class ConfigurationWatch(
    ControlPlaneForwarder controlPlane,
    WatchedConfigurations watched,
    WatchSlots slots,
    CallerAuthentication authentication,
    ClientAddress clients,
    DrainState drain,
    TimeProvider time)
{
    public Task InvokeAsync(HttpContext context) =>
        WatchRequest.TryRead(context, out var request) && CallerOf(context) is { } caller
            ? WatchAsync(context, request, caller)
            : controlPlane.ForwardAsync(context);

    private async Task WatchAsync(HttpContext context, WatchRequest request, string caller)
    {
        // Before the control plane is asked: what changes after its answer is in a later table than this one, so that no
        // change falls between the two. One that its answer had already ends the wait early, and harms nobody.
        var before = watched.Current;
        if (!await controlPlane.TryLearnUnchangedAsync(context))
        {
            return;
        }

        context.Response.Clear();
        if (!slots.TryTake(caller))
        {
            await Problem.TooManyWatches.WriteAsync(context);
            return;
        }

        RateLimitLease? turn;
        try
        {
            var seen = await WaitAsync(context, request, before);
            turn = await TurnAsync(context, seen);
        }
        finally
        {
            slots.GiveBack(caller);
        }

        // Also at the end of the time: of secrets, and of an instance's labels, the table knows nothing.
        if (turn is not null)
        {
            using (turn)
            {
                DrainMiddleware.AskToReturn(context, drain);
                await controlPlane.ForwardAsync(context);
            }
        }
    }

    /// <returns>Null when the caller left.</returns>
    private static async Task<RateLimitLease?> TurnAsync(HttpContext context, WatchedConfigurations.Snapshot seen)
    {
        try
        {
            var turn = await seen.Turns.AcquireAsync(1, context.RequestAborted);

            // The control plane has answered then: a caller who reads slowly keeps nobody waiting.
            context.Response.OnStarting(
                static turn =>
                {
                    ((RateLimitLease)turn).Dispose();
                    return Task.CompletedTask;
                },
                turn);
            return turn;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <returns>What held when the wait ended.</returns>
    private async Task<WatchedConfigurations.Snapshot> WaitAsync(HttpContext context, WatchRequest request, WatchedConfigurations.Snapshot before)
    {
        using var overdue = new CancellationTokenSource(request.Wait, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(overdue.Token, context.RequestAborted, drain.Begun);
        var implied = before.Implied(request);
        var seen = before;
        while (!end.IsCancellationRequested && seen.Implied(request) == implied)
        {
            await seen.Superseded.WaitAsync(end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            seen = watched.Current;
        }

        return seen;
    }

    // Nobody waits before the control plane has told them that they have the newest, which it tells nobody who may not
    // read it. Tokens for the control plane are for it to judge: those who have one are bounded by where they are.
    private string? CallerOf(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (headers.ContainsKey(ApiKey.Header))
        {
            return authentication.Authenticate(headers, passesAuthorization: false, out var caller) is AuthenticationOutcome.Accepted ? caller!.LimitKey : null;
        }

        return headers.Authorization.Count == 1 ? $"client:{clients.NetworkOf(context)}" : null;
    }
}
