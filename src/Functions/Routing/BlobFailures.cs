using Azure;
using ToskaMesh.Functions.Profile;

namespace ToskaMesh.Functions.Routing;

/// <summary>Says what a failure of blob storage means for the mesh.</summary>
internal static class BlobFailures
{
    /// <exception cref="NotReadyException">The operation said so.</exception>
    /// <exception cref="IOException">Anything else failed.</exception>
    public static async Task<T> TranslateAsync<T>(
        string container, Func<CancellationToken, Task<T>> operation, CancellationToken cancellationToken)
    {
        try
        {
            return await operation(cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && failure is not NotReadyException)
        {
            // The client says "cancelled" when it lost patience, which is a failure and nobody's cancellation.
            throw new IOException($"Blob storage failed at the container {container}: {ReasonOf(failure)}", failure);
        }
    }

    // What the client says of an answer goes on over many lines, with all its headers.
    private static string ReasonOf(Exception failure) => failure is RequestFailedException { ErrorCode: { Length: > 0 } code }
        ? code
        : failure.GetBaseException().Message.Split('\n')[0].Trim();
}
