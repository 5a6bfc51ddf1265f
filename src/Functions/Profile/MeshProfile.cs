namespace ToskaMesh.Functions.Profile;

/// <summary>Which set of adapters serves.</summary>
internal enum MeshProfile
{
    /// <summary>One process, no server: SQLite and files in the data directory.</summary>
    Embedded = 0,

    /// <summary>PostgreSQL, Redis, RabbitMQ, and Azurite, on this machine.</summary>
    Local = 1,

    /// <summary>The same in Azure or on Kubernetes, with Service Bus where nothing else is said.</summary>
    Cloud = 2,
}
