using System.Text;
using Azure.Storage.Blobs;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing.Processes;

namespace ToskaMesh.EndToEnd.Tests.Running;

/// <summary>A database, a virtual host, a storage account and a part of Redis, which no other mesh has.</summary>
internal sealed class LocalState : IMeshState
{
    private const string Listener = "listener-of-the-test";

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

    public string MasterKey => _settings["Mesh__Identity__MasterKey"];

    private string VirtualHost => new Uri(_settings["Mesh__RabbitMQ"]).AbsolutePath.Trim('/');

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

    public async Task ListenAsync(string routingKey)
    {
        await AskBrokerAsync(HttpMethod.Put, $"queues/{VirtualHost}/{Listener}", """{ "durable": true }""");
        await AskBrokerAsync(HttpMethod.Post, $"bindings/{VirtualHost}/e/toskamesh.events/q/{Listener}", $$"""{ "routing_key": "{{routingKey}}" }""");
    }

    public async Task<IReadOnlyDictionary<string, byte[]>> ReadEverythingAsync()
    {
        var events = await AskBrokerAsync(
            HttpMethod.Post, $"queues/{VirtualHost}/{Listener}/get", """{ "count": 10000, "ackmode": "ack_requeue_true", "encoding": "auto" }""");
        Assert.Contains("toskamesh.security.", Encoding.UTF8.GetString(events), StringComparison.Ordinal);
        var everything = new Dictionary<string, byte[]>
        {
            ["PostgreSQL"] = await _servers.Postgres.DumpAsync(_settings["Mesh__Postgres"]),
            ["Redis"] = await _servers.Redis.DumpAsync(),
            ["RabbitMQ"] = events,
        };
        var storage = new BlobServiceClient(_settings["Mesh__Documents"]);
        await foreach (var container in storage.GetBlobContainersAsync())
        {
            var blobs = storage.GetBlobContainerClient(container.Name);
            await foreach (var blob in blobs.GetBlobsAsync())
            {
                everything[$"{container.Name}/{blob.Name}"] = (await blobs.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToArray();
            }
        }

        return everything;
    }

    private async Task<byte[]> AskBrokerAsync(HttpMethod method, string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(method, $"/api/{path}") { Content = content };
        using var response = await _servers.RabbitMq.Management.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync();
    }

    private async Task MigrateAsync()
    {
        await using var migrate = ChildProcess.Dotnet(Built.Functions, ["migrate"], _settings);
        await migrate.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(migrate.ExitCode == 0, migrate.Output);
    }
}
