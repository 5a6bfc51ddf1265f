using Microsoft.Extensions.Logging.Abstractions;
using ToskaMesh.Redis;
using ToskaMesh.Shared.Limits;
using ToskaMesh.Testing.Limits;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Functions.Tests.Redis;

public sealed class RedisLimitCountersTests : LimitCountersContract, IDisposable
{
    private readonly List<RedisConnection> _connections = [];

    public void Dispose() => _connections.ForEach(connection => connection.Dispose());

    protected override async Task<ILimitCounters> OpenAsync()
    {
        var server = await SharedServer.OfAsync<RedisServer>();
        var connection = new RedisConnection(server.Options(), TimeProvider.System, NullLogger<RedisConnection>.Instance);
        _connections.Add(connection);
        await connection.ConnectAsync();
        return new RedisLimitCounters(connection);
    }

    protected override void PassTime()
    {
    }
}
