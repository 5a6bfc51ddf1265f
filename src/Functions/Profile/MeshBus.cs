namespace ToskaMesh.Functions.Profile;

/// <summary>What carries events.</summary>
internal enum MeshBus
{
    /// <summary>The handlers of this process.</summary>
    InProcess = 0,

    RabbitMq = 1,

    ServiceBus = 2,
}
