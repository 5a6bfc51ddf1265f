namespace ToskaMesh.Cli.Launch;

/// <summary>Which adapters the mesh on this machine runs with.</summary>
internal enum MeshProfile
{
    /// <summary>SQLite and files: no server.</summary>
    Embedded,

    /// <summary>PostgreSQL, Redis, RabbitMQ and Azurite, as scripts/servers.sh runs them.</summary>
    Local,
}
