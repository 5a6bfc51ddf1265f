using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.Tests.Registry;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Messaging;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Functions.Tests.Messaging.RabbitMq;

/// <summary>The way of a message from a registration to its consumer, and of a bad one from its queue to an Admin and back.</summary>
public sealed class RabbitMqDeadLetterTests : IAsyncLifetime
{
    private Uri _broker = null!;
    private ControlPlaneOnRabbitMq? _app;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ControlPlaneOnRabbitMq App => _app ?? throw new InvalidOperationException("The test has not started.");

    public async ValueTask InitializeAsync()
    {
        var server = await SharedServer.OfAsync<RabbitMqServer>();
        _broker = await server.CreateVirtualHostAsync();
        _app = await ControlPlaneOnRabbitMq.StartAsync(_broker);
    }

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Registration_IsToldOverTheBroker()
    {
        await App.Admin.PostJsonAsync("api/ServiceRegistration/register", RegistrationTests.Body("orders", "o-1")).JsonAsync();

        await Eventually.TrueAsync(
            async () => (await App.Admin.ReadAsync("api/ServiceDiscovery/services/orders/events").JsonAsync()).AsArray().Count == 1, "the event in the history");
        var checks = (await App.Admin.ReadAsync("health").JsonAsync())["checks"]!.AsArray();
        Assert.Equal("Healthy", (string?)checks.Single(check => (string?)check!["name"] == "broker")!["status"]);
    }

    [Fact]
    public async Task BadMessages_BecomeDeadLettersThatAreReplayedOrDiscarded()
    {
        var nameless = MeshEvents.Of("id-1") with { Data = "{}" };
        await using (var broker = new RabbitMqUnderTest(_broker))
        {
            await broker.Bus.PublishAsync(MeshEvents.Entries(nameless, MeshEvents.Of("id-2")), Cancel);
            await (await broker.BesideAsync()).BasicPublishAsync("", EventConsumers.ServiceHistory, "no event"u8.ToArray(), Cancel);
        }

        var letters = await LettersAsync(letters => letters.Count == 2);
        var unreadable = letters.Single(letter => (string?)letter!["message"] == "no event")!;
        var named = letters.Single(letter => (string?)letter!["subject"] == "id-1")!;
        await App.Admin.PostAsync($"api/Messaging/dead-letters/{unreadable["id"]}/replay").JsonAsync(HttpStatusCode.Conflict);
        await App.Admin.PostAsync($"api/Messaging/dead-letters/{unreadable["id"]}/discard").JsonAsync();
        await App.Admin.PostAsync($"api/Messaging/dead-letters/{named["id"]}/replay").JsonAsync();
        await App.Services.GetRequiredService<OutboxRelay>().RunAsync(Timeout.InfiniteTimeSpan, Cancel);

        var again = await LettersAsync(letters => letters.Count == 1 && (int)letters[0]!["deaths"]! == 2);
        Assert.Equal(nameless.Id.ToString(), (string?)Assert.Single(again)!["eventId"]);
        Assert.Single((await App.Admin.ReadAsync("api/ServiceDiscovery/services/orders/events").JsonAsync()).AsArray());
    }

    private async Task<JsonArray> LettersAsync(Func<JsonArray, bool> condition)
    {
        JsonArray letters = [];
        await Eventually.TrueAsync(
            async () =>
            {
                letters = (await App.Admin.ReadAsync("api/Messaging/dead-letters").JsonAsync()).AsArray();
                return condition(letters);
            },
            "the dead letters");
        return letters;
    }
}
