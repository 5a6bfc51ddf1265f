using Microsoft.Extensions.Options;
using ToskaMesh.Redis;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Functions.Tests.Redis;

internal static class RedisUnderTest
{
    public static IOptions<RedisOptions> Options(this RedisServer server) =>
        Microsoft.Extensions.Options.Options.Create(new RedisOptions { Configuration = server.Configuration });
}
