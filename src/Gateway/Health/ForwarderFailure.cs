using Yarp.ReverseProxy.Forwarder;

namespace ToskaMesh.Gateway.Health;

/// <summary>What a failed forwarding says: about the instance, and about whether the request can have reached it.</summary>
internal static class ForwarderFailure
{
    /// <summary>No connection came about, so not one byte of the request was sent or read from the caller.</summary>
    public static bool IsConnectFailure(this IForwarderErrorFeature failure) =>
        failure is
        {
            Error: ForwarderError.Request,
            Exception: HttpRequestException
            {
                HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
            },
        };

    /// <summary>The connection ended before the response headers. The instance may have begun to act on the request.</summary>
    public static bool IsLostBeforeResponse(this IForwarderErrorFeature failure) => failure.Error == ForwarderError.Request;

    /// <summary>The instance is to blame, or the way to it; a caller that went away or sent nonsense is not.</summary>
    public static bool IsOfInstance(this IForwarderErrorFeature failure) =>
        failure.Error is ForwarderError.Request
            or ForwarderError.RequestTimedOut
            or ForwarderError.RequestBodyDestination
            or ForwarderError.ResponseHeaders
            or ForwarderError.ResponseBodyDestination
            or ForwarderError.UpgradeRequestDestination
            or ForwarderError.UpgradeResponseDestination;

    /// <summary>
    /// Whether the request tells anything of whoever was to answer it. One whose caller goes away before any answer does not,
    /// or a version that never answers would seem well by callers who give up.
    /// </summary>
    public static bool Tells(this HttpContext context) => context.Response.HasStarted || !context.RequestAborted.IsCancellationRequested;
}
