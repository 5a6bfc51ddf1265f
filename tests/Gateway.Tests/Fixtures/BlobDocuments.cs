using System.Text;
using Azure.Storage.Blobs;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing;

namespace ToskaMesh.Gateway.Tests.Fixtures;

/// <summary>The documents in a storage account, as the control plane leaves them there; versions counted.</summary>
internal sealed class BlobDocuments(string account)
{
    private readonly BlobServiceClient _storage = new(account);
    private long _version;

    /// <summary>What tells a gateway to read them; of Redis it hears nothing.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["Mesh:Profile"] = "local",
        ["Mesh:Documents"] = account,
        ["Mesh:Redis"] = $"127.0.0.1:{FreePort.Next()}",
    };

    /// <summary>The table's order, and the tag of its blob.</summary>
    public async Task<(TableVersion Order, string Tag)> PublishAsync(params RoutedService[] services)
    {
        var table = PublishedDocuments.Table(TestGateway.Epoch, ++_version, services);
        return (table.Order(), await WriteAsync(DocumentNames.RouteTable, RouteTableJson.Serialize(table)));
    }

    public Task<string> WriteAsync(string name, string content) => WriteAsync(name, Encoding.UTF8.GetBytes(content));

    public Task DeleteAsync(string name) => ContainerOf(name).GetBlobClient(name).DeleteAsync();

    private async Task<string> WriteAsync(string name, byte[] content)
    {
        await ContainerOf(name).CreateIfNotExistsAsync();
        var written = await ContainerOf(name).GetBlobClient(name).UploadAsync(BinaryData.FromBytes(content), overwrite: true);
        return written.Value.ETag.ToString();
    }

    private BlobContainerClient ContainerOf(string name) => _storage.GetBlobContainerClient(DocumentContainers.Of(name));
}
