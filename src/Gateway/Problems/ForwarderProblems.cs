using Yarp.ReverseProxy.Forwarder;

namespace ToskaMesh.Gateway.Problems;

/// <summary>Gives a request that could not be forwarded a body that says why. A service's own error answer stays as it is.</summary>
internal static class ForwarderProblems
{
    public static Task WriteAsync(HttpContext context, IForwarderErrorFeature? failure) =>
        failure is not null && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested
            ? Of(context.Response.StatusCode).WriteAsync(context)
            : Task.CompletedTask;

    private static Problem Of(int status) => status switch
    {
        StatusCodes.Status400BadRequest => Problem.BadRequest,
        StatusCodes.Status408RequestTimeout => Problem.RequestTimeout,
        StatusCodes.Status413PayloadTooLarge => Problem.BodyTooLarge,
        StatusCodes.Status503ServiceUnavailable => Problem.NoInstance,
        StatusCodes.Status504GatewayTimeout => Problem.GatewayTimeout,
        _ => Problem.BadGateway,
    };
}
