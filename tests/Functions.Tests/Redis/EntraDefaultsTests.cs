using StackExchange.Redis;
using ToskaMesh.Functions.Tests.Identity;
using ToskaMesh.Redis;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Functions.Tests.Redis;

public sealed class EntraDefaultsTests
{
    [Fact]
    public async Task Connection_WhenItIsMade_GivesTheTokenOfNow()
    {
        var server = await SharedServer.OfAsync<RedisServer>();
        await using var admin = await ConnectionMultiplexer.ConnectAsync($"{server.Configuration},allowAdmin=true,connectTimeout=30000");
        await admin.GetDatabase().ExecuteAsync("ACL", "SETUSER", "app-identity", "on", ">token-1", ">token-2", "~*", "&*", "+@all");
        var credential = new FixedCredential("token-1");

        Assert.Equal("app-identity", await WhoAsync(server, credential));
        await admin.GetDatabase().ExecuteAsync("ACL", "SETUSER", "app-identity", "<token-1");
        credential.Token = "token-2";
        Assert.Equal("app-identity", await WhoAsync(server, credential));

        Assert.Equal("https://redis.azure.com/.default", credential.Scope);
        credential.Token = "token-1";
        Assert.NotEqual("app-identity", await WhoAsync(server, credential));
    }

    private static async Task<string?> WhoAsync(RedisServer server, FixedCredential credential)
    {
        var options = ConfigurationOptions.Parse($"{server.Configuration},user=app-identity,connectTimeout=30000");
        options.Defaults = new EntraDefaults(credential, options.User!);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(options);
        return (string?)await connection.GetDatabase().ExecuteAsync("ACL", "WHOAMI");
    }
}
