using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using k8s;
using k8s.Autorest;

namespace ToskaMesh.Functions.KubernetesSync;

/// <summary>Why the cluster could not be read, in words that anybody may read: what it says itself is for the log.</summary>
internal static class KubernetesFailure
{
    public static string Describe(Exception exception) => exception switch
    {
        KubernetesReadException => exception.Message,
        HttpOperationException { Response.StatusCode: HttpStatusCode.Forbidden } => "The API server answered with status 403: the service account may not list Services and EndpointSlices.",
        HttpOperationException { Response: { } response } => Of((int)response.StatusCode),
        KubernetesException { Status.Code: { } code } => Of(code),
        HttpRequestException => "The API server cannot be reached.",
        OperationCanceledException => "The API server did not answer in time.",
        IOException or UnauthorizedAccessException or CryptographicException => "The token or the certificate of the service account cannot be read.",
        _ => "The API server's answer could not be read.",
    };

    private static string Of(int status) => string.Create(CultureInfo.InvariantCulture, $"The API server answered with status {status}.");
}
