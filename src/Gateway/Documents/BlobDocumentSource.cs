using Azure;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Options;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Gateway.Documents;

/// <summary>The documents as blobs. The service itself says that the known tag still is the one.</summary>
internal sealed class BlobDocumentSource(IOptions<DocumentStorageOptions> options, TimeProvider timeProvider) : IDocumentSource
{
    // The next look follows within a second, so it is the retry, and no read may hold it up for long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly BlobServiceClient _storage = Open(options.Value);

    public async Task<StoredDocument?> ReadAsync(string name, string? knownTag, CancellationToken cancellationToken)
    {
        var container = DocumentContainers.Of(name);
        var blob = _storage.GetBlobContainerClient(container).GetBlobClient(name);
        var unlessKnown = new BlobRequestConditions { IfNoneMatch = knownTag is null ? null : new ETag(knownTag) };
        using var late = new CancellationTokenSource(Patience, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            var answer = await blob.DownloadContentAsync(new BlobDownloadOptions { Conditions = unlessKnown }, either.Token);
            return answer.GetRawResponse().Status == StatusCodes.Status304NotModified
                ? null
                : new StoredDocument(answer.Value.Content.ToMemory(), answer.Value.Details.ETag.ToString("H"));
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException(Explain(failure, name, container), failure);
        }
    }

    private static BlobServiceClient Open(DocumentStorageOptions options)
    {
        var client = new BlobClientOptions { Retry = { MaxRetries = 0 } };
        return options.ConnectionString.Length > 0
            ? new BlobServiceClient(options.ConnectionString, client)
            : new BlobServiceClient(new Uri(options.ServiceUri), new DefaultAzureCredential(), client);
    }

    private static string Explain(Exception failure, string name, string container) => failure switch
    {
        RequestFailedException missing when missing.ErrorCode == BlobErrorCode.BlobNotFound => $"There is no {name} in blob storage yet.",
        RequestFailedException missing when missing.ErrorCode == BlobErrorCode.ContainerNotFound => $"There is no blob container {container}: run 'toska migrate'.",
        RequestFailedException { ErrorCode: { Length: > 0 } code } => $"Blob storage refused {name}: {code}.",
        OperationCanceledException => $"Blob storage did not send {name} within {Patience.TotalSeconds:0} s.",
        _ => $"Blob storage does not answer for {name}: {failure.GetBaseException().Message.Split('\n')[0].Trim()}",
    };
}
