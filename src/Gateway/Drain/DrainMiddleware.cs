using Microsoft.AspNetCore.Http.Features;

namespace ToskaMesh.Gateway.Drain;

/// <summary>While draining, asks callers to come back over another connection; ties upgraded connections to the drain's end.</summary>
internal sealed class DrainMiddleware(RequestDelegate next, DrainState drain)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (drain.IsDraining && HttpProtocol.IsHttp11(context.Request.Protocol))
        {
            context.Response.Headers.Connection = "close";
        }

        return context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
            || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true }
            ? UpgradedAsync(context)
            : next(context);
    }

    private async Task UpgradedAsync(HttpContext context)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, drain.EndOfUpgraded);
        context.RequestAborted = either.Token;
        await next(context);
    }
}
