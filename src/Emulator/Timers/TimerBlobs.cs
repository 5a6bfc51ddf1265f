using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace ToskaMesh.Emulator.Timers;

/// <summary>The blobs that timers keep, named as <see cref="TimerBlobNames"/> does: container, then blob.</summary>
internal sealed class TimerBlobs(BlobServiceClient storage)
{
    // Below the shortest lease, so that one hanging call does not cost it. Timers themselves try again.
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(5);

    /// <exception cref="FormatException">It is no connection string.</exception>
    public static TimerBlobs Connect(string connectionString) =>
        new(new BlobServiceClient(connectionString, new BlobClientOptions { Retry = { MaxRetries = 0, NetworkTimeout = CallTimeout } }));

    public BlobClient Find(string name)
    {
        var parts = name.Split('/', 2);
        return storage.GetBlobContainerClient(parts[0]).GetBlobClient(parts[1]);
    }

    /// <summary>Like the genuine host, makes the container when the first blob is written to it.</summary>
    public async Task WriteAsync(string name, string content, BlobUploadOptions options, CancellationToken cancellationToken)
    {
        var blob = Find(name);
        try
        {
            await blob.UploadAsync(BinaryData.FromString(content), options, cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            await storage.GetBlobContainerClient(blob.BlobContainerName).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await blob.UploadAsync(BinaryData.FromString(content), options, cancellationToken);
        }
    }
}
