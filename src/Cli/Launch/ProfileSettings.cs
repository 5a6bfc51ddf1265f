namespace ToskaMesh.Cli.Launch;

/// <summary>What the parts are told of the profile's adapters, as environment variables.</summary>
internal sealed record ProfileSettings(IReadOnlyDictionary<string, string> Functions, IReadOnlyDictionary<string, string> Gateway)
{
    // Store and broker are none of the gateway's business.
    private static readonly string[] NamesForGateway = ["Mesh__Profile", "Mesh__Mode", "Mesh__Documents", "Mesh__Redis"];

    // No function listens to a broker that the profile does not have, but the host wants to know where it were.
    private static readonly Dictionary<string, string> NoServiceBus = new()
    {
        ["Mesh__ServiceBus"] = "Endpoint=sb://localhost;SharedAccessKeyName=none;SharedAccessKey=none",
        ["AzureWebJobs_RecordServiceEventsOfTopic_Disabled"] = "true",
        ["AzureWebJobs_BuryServiceEventsOfTopic_Disabled"] = "true",
        ["AzureWebJobs_ExportChangesOfTopic_Disabled"] = "true",
        ["AzureWebJobs_BuryExportsOfTopic_Disabled"] = "true",
    };

    // In this profile the bus is in process.
    public static ProfileSettings Embedded { get; } = Of(new Dictionary<string, string>(NoServiceBus)
    {
        ["Mesh__Profile"] = "embedded",

        // Timers in a file, also where a local.settings.json names a storage.
        ["AzureWebJobsStorage"] = "",
        ["Mesh__RabbitMQ"] = "amqp://localhost",
        ["AzureWebJobs_RecordServiceEvents_Disabled"] = "true",
        ["AzureWebJobs_BuryServiceEvents_Disabled"] = "true",
        ["AzureWebJobs_ExportChanges_Disabled"] = "true",
        ["AzureWebJobs_BuryExports_Disabled"] = "true",
    });

    /// <param name="servers">Where the servers are.</param>
    /// <param name="adminKey">Only the embedded profile makes one itself.</param>
    /// <param name="masterKey">As the Admin key.</param>
    public static ProfileSettings Local(IReadOnlyDictionary<string, string> servers, string adminKey, string masterKey) =>
        Of(new Dictionary<string, string>([.. NoServiceBus, .. servers])
        {
            ["Mesh__Bootstrap__ApiKey"] = adminKey,
            ["Mesh__Identity__MasterKey"] = masterKey,
        });

    private static ProfileSettings Of(Dictionary<string, string> settings) =>
        new(settings, settings.Where(setting => NamesForGateway.Contains(setting.Key)).ToDictionary());
}
