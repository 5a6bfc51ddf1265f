using Microsoft.Extensions.Logging.Abstractions;
using ToskaMesh.Redis;
using ToskaMesh.Shared.Limits;
using ToskaMesh.Testing.Limits;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Functions.Tests.Redis;

public sealed class RedisLimitCountersTests : LimitCountersContract, IAsyncDisposable
{
    private readonly List<RedisConnection> _connections = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }
    }

    protected override async Task<ILimitCounters> OpenAsync()
    {
        var server = await SharedServer.OfAsync<RedisServer>();
        var connection = new RedisConnection(server.Configuration, TimeProvider.System, NullLogger<RedisConnection>.Instance);
        _connections.Add(connection);
        await connection.ConnectAsync();
        return new RedisLimitCounters(connection);
    }

    protected override void PassTime()
    {
    }
}
