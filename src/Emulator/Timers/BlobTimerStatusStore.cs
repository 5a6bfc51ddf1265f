using Azure;
using Azure.Storage.Blobs.Models;

namespace ToskaMesh.Emulator.Timers;

/// <summary>The status of timers where and as the genuine host keeps it.</summary>
internal sealed class BlobTimerStatusStore(TimerBlobs blobs) : ITimerStatusStore
{
    public async Task<TimerStatus?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var stored = await blobs.Find(name).DownloadContentAsync(cancellationToken);
            return TimerStatusJson.Read(stored.Value.Content.ToString());
        }
        catch (RequestFailedException missing) when (
            missing.ErrorCode == BlobErrorCode.BlobNotFound || missing.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            return null;
        }
    }

    public Task WriteAsync(string name, TimerStatus status, CancellationToken cancellationToken) =>
        blobs.WriteAsync(name, TimerStatusJson.Write(status), new BlobUploadOptions(), cancellationToken);
}
