namespace ToskaMesh.Gateway.Drain;

/// <summary>While draining, asks callers to come back over another connection; ties upgraded connections to the drain's end.</summary>
internal sealed class DrainMiddleware(RequestDelegate next, DrainState drain)
{
    public Task InvokeAsync(HttpContext context)
    {
        AskToReturn(context, drain);
        return MayUpgrade(context.Request) ? UpgradedAsync(context) : next(context);
    }

    /// <summary>Again for a request that was held until the drain began.</summary>
    public static void AskToReturn(HttpContext context, DrainState drain)
    {
        if (drain.IsDraining && HttpProtocol.IsHttp11(context.Request.Protocol))
        {
            context.Response.Headers.Connection = "close";
        }
    }

    // Asked of every request, so of the headers, which need no lookup of a feature.
    private static bool MayUpgrade(HttpRequest request) =>
        request.Headers.Upgrade.Count > 0 || HttpMethods.IsConnect(request.Method);

    private async Task UpgradedAsync(HttpContext context)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, drain.EndOfUpgraded);
        context.RequestAborted = either.Token;
        await next(context);
    }
}
