using Azure.Storage.Blobs;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing.Processes;

namespace ToskaMesh.EndToEnd.Tests.Running;

/// <summary>A database, a virtual host, a storage account and a part of Redis, which no other mesh has.</summary>
internal sealed class LocalState : IMeshState
{
    private readonly LocalServers _servers;
    private readonly Dictionary<string, string> _settings;
    private readonly BlobClient _routeTable;

    private LocalState(LocalServers servers, string database, Uri virtualHost, string account)
    {
        _servers = servers;
        AdminKey = ApiKey.Generate("admin").Reveal();
        _settings = new Dictionary<string, string>
        {
            ["Mesh__Profile"] = "local",
            ["Mesh__Postgres"] = database,
            ["Mesh__Redis"] = servers.Redis.NewDatabase(),
            ["Mesh__RabbitMQ"] = virtualHost.AbsoluteUri,
            ["Mesh__ServiceBus"] = "Endpoint=sb://localhost;SharedAccessKeyName=none;SharedAccessKey=none",
            ["AzureWebJobs_RecordServiceEventsOfTopic_Disabled"] = "true",
            ["AzureWebJobs_BuryServiceEventsOfTopic_Disabled"] = "true",
            ["AzureWebJobs_ExportChangesOfTopic_Disabled"] = "true",
            ["AzureWebJobs_BuryExportsOfTopic_Disabled"] = "true",
            ["Mesh__Documents"] = account,
            ["AzureWebJobsStorage"] = account,
            ["Mesh__Bootstrap__ApiKey"] = AdminKey,
            ["Mesh__Identity__MasterKey"] = MasterSecret.Generate(),
        };
        _routeTable = new BlobContainerClient(account, DocumentContainers.RouteTable).GetBlobClient(DocumentNames.RouteTable);
    }

    public IReadOnlyDictionary<string, string> Settings => _settings;

    public string AdminKey { get; }

    /// <summary>Makes it as an operator would: with <c>migrate</c>.</summary>
    public static async Task<LocalState> CreateAsync(LocalServers servers)
    {
        var state = new LocalState(
            servers,
            await servers.Postgres.CreateDatabaseAsync(),
            await servers.RabbitMq.CreateVirtualHostAsync(),
            servers.Azurite.NewAccount());
        await state.MigrateAsync();
        return state;
    }

    public async Task<byte[]?> ReadRouteTableAsync() =>
        await _routeTable.ExistsAsync() ? (await _routeTable.DownloadContentAsync()).Value.Content.ToArray() : null;

    public Task WriteRouteTableAsync(byte[] content) => _routeTable.UploadAsync(BinaryData.FromBytes(content), overwrite: true);

    public Task DeleteRouteTableAsync() => _routeTable.DeleteAsync();

    /// <summary>As after a kill of Azurite that came before it first wrote its index: nothing was ever there.</summary>
    public async Task LoseStorageAsync()
    {
        var storage = new BlobServiceClient(_settings["Mesh__Documents"]);
        await foreach (var container in storage.GetBlobContainersAsync())
        {
            await storage.DeleteBlobContainerAsync(container.Name);
        }
    }

    public async Task EmptyStoreAsync()
    {
        _settings["Mesh__Postgres"] = await _servers.Postgres.CreateDatabaseAsync();
        await MigrateAsync();
    }

    private async Task MigrateAsync()
    {
        await using var migrate = ChildProcess.Dotnet(Built.Functions, ["migrate"], _settings);
        await migrate.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(migrate.ExitCode == 0, migrate.Output);
    }
}
