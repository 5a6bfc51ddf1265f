using System.Net.Sockets;
using System.Security.Authentication;

namespace ToskaMesh.Probing;

/// <summary>What went wrong with a probe, for people.</summary>
internal static class ProbeFailure
{
    /// <summary>Whether the instance, or the way to it, is what failed.</summary>
    public static bool IsOfTheTarget(Exception failure) => failure is HttpRequestException or IOException or SocketException or AuthenticationException;

    public static string Describe(Exception failure)
    {
        // The cause says more than "an error occurred": what was refused, or why a certificate is not trusted.
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case SocketException { SocketErrorCode: SocketError.AccessDenied }:
                    return $"is not dialled: {cause.Message}";
                case SocketException:
                    return $"cannot be reached: {cause.Message}";
                case AuthenticationException:
                    return $"TLS failed: {cause.Message}";
                default:
                    break;
            }
        }

        return failure.Message;
    }
}
