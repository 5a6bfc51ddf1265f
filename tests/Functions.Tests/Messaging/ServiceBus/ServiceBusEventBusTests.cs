using ToskaMesh.Functions.Health;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.Messaging.ServiceBus;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Messaging;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Functions.Tests.Messaging.ServiceBus;

[Collection(TopicCollection.Name)]
public sealed class ServiceBusEventBusTests : EventBusContract
{
    private ServiceBusUnderTest? _place;

    protected override string Consumer => EventConsumers.ServiceHistory;

    private ServiceBusUnderTest Place => _place ?? throw new InvalidOperationException("The test has not started.");

    public override async ValueTask DisposeAsync()
    {
        if (_place is not null)
        {
            await _place.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    [Fact]
    public async Task Publish_WithoutTheTopic_SaysSoAndBlamesNoEvent()
    {
        var server = await SharedServer.OfAsync<RabbitMqServer>();
        await using var bare = new ServiceBusUnderTest(ServiceBusUnderTest.ConnectionStringOf(server));
        await bare.ConnectAsync(server);

        var report = await bare.Bus.PublishAsync(MeshEvents.Entries(MeshEvents.Of("id-1"), MeshEvents.Of("id-2")), Cancel);

        Assert.Empty(report.Taken);
        Assert.Empty(report.Refused);
        Assert.Contains(ServiceBusTopic.Name, report.Unavailable?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_NobodyThere_EndsAndTellsNoSecret()
    {
        await using var nobody = new ServiceBusUnderTest(
            $"Endpoint=sb://127.0.0.1:{FreePort.Next()};SharedAccessKeyName=a;SharedAccessKey=secret;UseDevelopmentEmulator=true");

        var report = await nobody.Bus.PublishAsync(MeshEvents.Entries(MeshEvents.Of("id-1"), MeshEvents.Of("id-2")), Cancel);

        Assert.Empty(report.Taken);
        Assert.NotNull(report.Unavailable);
        Assert.DoesNotContain("secret", report.Unavailable.ToString(), StringComparison.Ordinal);
        Assert.Equal(PartStatus.Degraded, (await new ServiceBusPart(nobody.Topic).CheckAsync(Cancel)).Status);
    }

    [Fact]
    public async Task Health_OfATopicThatIsThere_IsHealthy() =>
        Assert.Equal(PartStatus.Healthy, (await new ServiceBusPart(Place.Topic).CheckAsync(Cancel)).Status);

    [Theory]
    [InlineData("", "", false)]
    [InlineData("Endpoint=sb://x", "", true)]
    [InlineData("", "x.servicebus.windows.net", true)]
    [InlineData("Endpoint=sb://x", "x.servicebus.windows.net", false)]
    public void Options_NameTheNamespaceOnce(string connectionString, string fullyQualifiedNamespace, bool valid) => Assert.Equal(
        valid,
        new ServiceBusOptionsValidator()
            .Validate(null, new ServiceBusOptions { ConnectionString = connectionString, FullyQualifiedNamespace = fullyQualifiedNamespace }).Succeeded);

    protected override async ValueTask<IEventBus> CreateAsync()
    {
        var server = await SharedServer.OfAsync<RabbitMqServer>();
        _place = new ServiceBusUnderTest(ServiceBusUnderTest.ConnectionStringOf(server));
        await _place.ConnectAsync(server);
        await _place.DeclareAsync();
        return _place.Bus;
    }

    protected override Task<IReadOnlyList<MeshEvent>> ReceivedAsync(int count) => Place.ReceivedAsync(Consumer, count);
}
