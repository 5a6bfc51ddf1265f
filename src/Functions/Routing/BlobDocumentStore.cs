using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Functions.Routing;

/// <summary>
/// Documents as blobs. The service compares the tag and replaces the blob in one step, and only whole. A container that is
/// gone is lost with its documents, which are made anew from the store: the next write makes it again.
/// </summary>
internal sealed class BlobDocumentStore(BlobServiceClient storage) : IDocumentStore
{
    private const int StatusForbidden = 403;

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
            catch (RequestFailedException missing) when (
                missing.ErrorCode == BlobErrorCode.BlobNotFound || missing.ErrorCode == BlobErrorCode.ContainerNotFound)
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
                return await UploadAsync(name, content, options, ct);
            }
            catch (RequestFailedException refusal) when (IsOfAnotherWriter(refusal))
            {
                return null;
            }
        },
        cancellationToken);

    private async Task<string> UploadAsync(
        string name, ReadOnlyMemory<byte> content, BlobUploadOptions options, CancellationToken cancellationToken)
    {
        var blob = BlobOf(name);
        try
        {
            return (await blob.UploadAsync(BinaryData.FromBytes(content), options, cancellationToken)).Value.ETag.ToString("H");
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            await MakeContainerAsync(blob.BlobContainerName, cancellationToken);
            return (await blob.UploadAsync(BinaryData.FromBytes(content), options, cancellationToken)).Value.ETag.ToString("H");
        }
    }

    private async Task MakeContainerAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await storage.GetBlobContainerClient(name).CreateIfNotExistsAsync(PublicAccessType.None, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException refusal) when (refusal.Status is StatusForbidden)
        {
            throw new NotReadyException(
                $"The blob container {name} does not exist, and this app may not make it. Run 'toska migrate', or 'dotnet ToskaMesh.Functions.dll migrate'.", refusal);
        }
    }

    // A blob that is gone fails a condition on its tag, in Azure and in Azurite under different names.
    private static bool IsOfAnotherWriter(RequestFailedException refusal) =>
        refusal.ErrorCode == BlobErrorCode.ConditionNotMet
        || refusal.ErrorCode == BlobErrorCode.BlobAlreadyExists
        || refusal.ErrorCode == BlobErrorCode.BlobNotFound;

    private BlobClient BlobOf(string name) => storage.GetBlobContainerClient(DocumentContainers.Of(name)).GetBlobClient(name);
}
