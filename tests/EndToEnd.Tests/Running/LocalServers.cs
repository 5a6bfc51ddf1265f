using ToskaMesh.Testing.Servers;

namespace ToskaMesh.EndToEnd.Tests.Running;

/// <summary>The genuine servers of the profile <c>local</c>.</summary>
internal sealed record LocalServers(PostgresServer Postgres, RedisServer Redis, RabbitMqServer RabbitMq, AzuriteServer Azurite)
{
    /// <summary>Those of all tests that do not stop them.</summary>
    public static Task<LocalServers> SharedAsync() => StartAsync<FastPostgresServer>();

    /// <summary>With a PostgreSQL that waits for the disk: for tests that kill servers, and leave them running.</summary>
    public static Task<LocalServers> DurableAsync() => StartAsync<PostgresServer>();

    private static async Task<LocalServers> StartAsync<TPostgres>()
        where TPostgres : PostgresServer, new()
    {
        // Together, since RabbitMQ takes ten seconds.
        var postgres = SharedServer.OfAsync<TPostgres>();
        var redis = SharedServer.OfAsync<RedisServer>();
        var rabbitMq = SharedServer.OfAsync<RabbitMqServer>();
        var azurite = SharedServer.OfAsync<AzuriteServer>();
        return new LocalServers(await postgres, await redis, await rabbitMq, await azurite);
    }
}
