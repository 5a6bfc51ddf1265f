using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Functions.Routing;

/// <summary>Documents as blobs. The service compares the tag and replaces the blob in one step, and only whole.</summary>
internal sealed class BlobDocumentStore(BlobServiceClient storage) : IDocumentStore
{
    private static readonly BlobHttpHeaders Json = new() { ContentType = "application/json" };

    public Task<StoredDocument?> ReadAsync(string name, CancellationToken cancellationToken) => BlobFailures.TranslateAsync(
        DocumentContainers.Of(name),
        async ct =>
        {
            try
            {
                var read = (await BlobOf(name).DownloadContentAsync(ct)).Value;
                return new StoredDocument(read.Content.ToMemory(), read.Details.ETag.ToString("H"));
            }
            catch (RequestFailedException missing) when (missing.ErrorCode == BlobErrorCode.BlobNotFound)
            {
                return null;
            }
        },
        cancellationToken);

    public Task<string?> TryWriteAsync(
        string name, ReadOnlyMemory<byte> content, string? ifMatch, CancellationToken cancellationToken) => BlobFailures.TranslateAsync(
        DocumentContainers.Of(name),
        async ct =>
        {
            var conditions = ifMatch is null
                ? new BlobRequestConditions { IfNoneMatch = ETag.All }
                : new BlobRequestConditions { IfMatch = new ETag(ifMatch) };
            try
            {
                var options = new BlobUploadOptions { Conditions = conditions, HttpHeaders = Json };
                var written = await BlobOf(name).UploadAsync(BinaryData.FromBytes(content), options, ct);
                return written.Value.ETag.ToString("H");
            }
            catch (RequestFailedException refusal) when (IsOfAnotherWriter(refusal))
            {
                return null;
            }
        },
        cancellationToken);

    // A blob that is gone fails a condition on its tag, in Azure and in Azurite under different names.
    private static bool IsOfAnotherWriter(RequestFailedException refusal) =>
        refusal.ErrorCode == BlobErrorCode.ConditionNotMet
        || refusal.ErrorCode == BlobErrorCode.BlobAlreadyExists
        || refusal.ErrorCode == BlobErrorCode.BlobNotFound;

    private BlobClient BlobOf(string name) => storage.GetBlobContainerClient(DocumentContainers.Of(name)).GetBlobClient(name);
}
