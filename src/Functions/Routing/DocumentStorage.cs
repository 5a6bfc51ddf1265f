using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Functions.Routing;

/// <summary>Connects to the storage of the documents.</summary>
internal static class DocumentStorage
{
    /// <summary>
    /// An operation takes twice this at most, and a short pause. A request waits less for its publish; what fails is
    /// published by the next tick.
    /// </summary>
    public static TimeSpan AttemptTimeout { get; } = TimeSpan.FromSeconds(3);

    public static BlobServiceClient Open(DocumentStorageOptions options, TimeSpan attemptTimeout)
    {
        var client = new BlobClientOptions
        {
            Retry = { MaxRetries = 1, Mode = RetryMode.Fixed, Delay = TimeSpan.FromMilliseconds(100), NetworkTimeout = attemptTimeout },
        };
        return options.ConnectionString.Length > 0
            ? new BlobServiceClient(options.ConnectionString, client)
            : new BlobServiceClient(new Uri(options.ServiceUri), new DefaultAzureCredential(), client);
    }
}
