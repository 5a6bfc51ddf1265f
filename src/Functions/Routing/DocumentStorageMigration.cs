using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Functions.Routing;

/// <summary>Makes the containers of the documents, and makes sure that nobody may read them without a key or a role.</summary>
internal sealed class DocumentStorageMigration(BlobServiceClient storage) : IMigration
{
    public string Part => "document storage";

    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        var made = new List<string>();
        foreach (var name in DocumentContainers.All)
        {
            var container = storage.GetBlobContainerClient(name);
            if (await BlobFailures.TranslateAsync(name, ct => MakeAsync(container, ct), cancellationToken))
            {
                made.Add(name);
            }
        }

        return made;
    }

    private static async Task<bool> MakeAsync(BlobContainerClient container, CancellationToken cancellationToken)
    {
        // Null when it is there already.
        if (await container.CreateIfNotExistsAsync(PublicAccessType.None, cancellationToken: cancellationToken) is not null)
        {
            return true;
        }

        var properties = await container.GetPropertiesAsync(cancellationToken: cancellationToken);
        return properties.Value.PublicAccess is null or PublicAccessType.None
            ? false
            : throw new NotReadyException($"Everybody may read the blob container {container.Name}. Set its access level to private, then migrate again.");
    }
}
