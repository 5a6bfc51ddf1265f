using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;
using ToskaMesh.Functions.Routing;
using ToskaMesh.Redis;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing.Routing;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Functions.Tests.Redis;

public sealed class AnnouncedDocumentStoreTests : DocumentStoreContract, IAsyncLifetime
{
    private readonly RedisServer _server = new();
    private readonly InMemoryDocumentStore _documents = new();
    private RedisConnection _redis = null!;

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync();
        _redis = new RedisConnection(_server.Options(), TimeProvider.System, NullLogger<RedisConnection>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        _redis.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Write_Successful_IsTold()
    {
        await using var listener = await ConnectionMultiplexer.ConnectAsync(_server.Configuration);
        var told = await listener.GetSubscriber().SubscribeAsync(DocumentsChannel.Name);

        await Open().TryWriteAsync(DocumentNames.RouteTable, "one"u8.ToArray(), "no such tag", Cancel);
        var tag = await Open().TryWriteAsync(DocumentNames.Credentials, "one"u8.ToArray(), null, Cancel);

        var message = (await told.ReadAsync(Cancel)).Message;
        Assert.Equal(DocumentsChannel.Message(DocumentNames.Credentials, tag!), message);
        Assert.True(DocumentsChannel.IsAbout(message, DocumentNames.Credentials));
        Assert.False(DocumentsChannel.IsAbout(message, DocumentNames.RouteTable));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Write_RedisAway_IsWrittenWithoutWaitingForIt(bool killed)
    {
        await _redis.ConnectAsync();
        if (killed)
        {
            await _server.KillAsync();
        }
        else
        {
            _server.Pause();
        }

        var clock = Stopwatch.StartNew();
        string? tag = null;
        for (var i = 0; i < 50; i++)
        {
            tag = await Open().TryWriteAsync(DocumentNames.RouteTable, new byte[] { (byte)i }, tag, Cancel);
            Assert.NotNull(tag);
        }

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    protected override IDocumentStore Open() => new AnnouncedDocumentStore(_documents, _redis);
}
