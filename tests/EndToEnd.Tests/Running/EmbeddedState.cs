using ToskaMesh.Shared.Routing;

namespace ToskaMesh.EndToEnd.Tests.Running;

/// <summary>Files of one folder, which function app and gateway share.</summary>
internal sealed class EmbeddedState(string directory) : IMeshState
{
    private readonly string _routeTable = Path.Combine(directory, DocumentNames.RouteTable);

    public IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["Mesh__Profile"] = "embedded",

        // No function listens to a broker, but the host wants to know where it were.
        ["Mesh__RabbitMQ"] = "amqp://localhost",
        ["Mesh__ServiceBus"] = "Endpoint=sb://localhost;SharedAccessKeyName=none;SharedAccessKey=none",
        ["AzureWebJobs_RecordServiceEvents_Disabled"] = "true",
        ["AzureWebJobs_BuryServiceEvents_Disabled"] = "true",
        ["AzureWebJobs_ExportChanges_Disabled"] = "true",
        ["AzureWebJobs_BuryExports_Disabled"] = "true",
        ["AzureWebJobs_RecordServiceEventsOfTopic_Disabled"] = "true",
        ["AzureWebJobs_BuryServiceEventsOfTopic_Disabled"] = "true",
        ["AzureWebJobs_ExportChangesOfTopic_Disabled"] = "true",
        ["AzureWebJobs_BuryExportsOfTopic_Disabled"] = "true",
    };

    public string AdminKey => File.ReadAllText(Path.Combine(directory, "api-key")).Trim();

    public string MasterKey => File.ReadAllText(Path.Combine(directory, "master-key")).Trim();

    public async Task<byte[]?> ReadRouteTableAsync() => File.Exists(_routeTable) ? await File.ReadAllBytesAsync(_routeTable) : null;

    public Task WriteRouteTableAsync(byte[] content) => File.WriteAllBytesAsync(_routeTable, content);

    public Task DeleteRouteTableAsync()
    {
        File.Delete(_routeTable);
        return Task.CompletedTask;
    }

    public Task EmptyStoreAsync()
    {
        foreach (var file in Directory.GetFiles(directory, "mesh.db*"))
        {
            File.Delete(file);
        }

        return Task.CompletedTask;
    }

    // Its bus is in process, and all else is files of the folder.
    public Task ListenAsync(string routingKey) => Task.CompletedTask;

    public Task<IReadOnlyDictionary<string, byte[]>> ReadEverythingAsync() =>
        Task.FromResult<IReadOnlyDictionary<string, byte[]>>(new Dictionary<string, byte[]>());
}
