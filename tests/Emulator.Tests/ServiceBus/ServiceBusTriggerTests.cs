using System.Net;
using ToskaMesh.Emulator.Tests.Host;
using ToskaMesh.Emulator.Tests.Samples;
using ToskaMesh.Emulator.Tests.Samples.ServiceBus;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Emulator.Tests.ServiceBus;

public class ServiceBusTriggerTests
{
    private readonly Handled _handled = new();

    [Fact]
    public async Task Result_SentToATopic_StartsAFunctionForEachSubscription()
    {
        await using var place = await Namespace.ConnectAsync();
        await place.DeclareAsync("texts", "messages");
        await using var host = await place.StartHostAsync(_handled);
        Assert.Equal(HttpStatusCode.OK, await SendAsync(host));
        await Eventually.TrueAsync(() => _handled.Messages.Count == 2, "both are handled");
        Assert.Equal(["sent", "sent   text/plain"], _handled.Messages.Order());
        await host.StopAsync();
        Assert.Equal(0u, await place.CountAsync($"{place.Topic}.texts"));
    }

    [Fact]
    public async Task Message_ThatAlwaysFails_IsTheBrokersToGiveUp()
    {
        await using var place = await Namespace.ConnectAsync();
        await place.DeclareAsync("texts");
        _handled.Behaviour = (message, _) => message == "poison" ? Task.FromException(new InvalidOperationException("no")) : Task.CompletedTask;
        await using var host = await place.StartHostAsync(_handled);
        await place.SendAsync("poison", "good");
        await Eventually.TrueAsync(async () => await place.CountAsync(place.DeadLetters) == 1, "the dead letter");
        await Eventually.TrueAsync(() => _handled.Messages.Contains("good"), "the one behind it");
        Assert.Equal(Namespace.MaxDeliveries, _handled.Messages.Count(m => m == "poison"));
    }

    [Fact]
    public async Task Messages_AreHandled_OneAtATime()
    {
        await using var place = await Namespace.ConnectAsync();
        await place.DeclareAsync("texts");
        await using var host = await place.StartHostAsync(_handled);
        await place.SendAsync([.. Enumerable.Range(0, 100).Select(i => $"{i}")]);
        await Eventually.TrueAsync(() => _handled.Messages.Count == 100, "all are handled");
        Assert.Equal(1, _handled.MostAtATime);
        Assert.Equal(100, _handled.Messages.Distinct().Count());
    }

    [Fact]
    public async Task Subscription_ThatIsMissing_IsWaitedFor()
    {
        await using var place = await Namespace.ConnectAsync();
        await using var host = await place.StartHostAsync(_handled);
        await place.DeclareAsync("texts");
        await place.SendAsync("late");
        await Eventually.TrueAsync(() => _handled.Messages.Contains("late"), "the subscription is found");
    }

    [Fact]
    public async Task Function_StartedByHand_GetsTheInputAsABody()
    {
        await using var place = await Namespace.ConnectAsync();
        await using var host = await place.StartHostAsync(_handled);
        await host.StartFunctionAsync("TakeMessage", "by hand");
        await Eventually.TrueAsync(() => _handled.Messages.Count == 1, "the run by hand");
        Assert.StartsWith("by hand", Assert.Single(_handled.Messages), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Unset", "'NotThere' has no value")]
    [InlineData("NoConnection", "no Endpoint")]
    [InlineData("Batched", "one Service Bus message at a time")]
    public async Task Function_ThatIsNotConfigured_IsInErrorAndTheHostStaysUp(string function, string reason)
    {
        await using var host = await EmulatorHost.StartAsync(new EmulatorHostOptions
        {
            Functions = [typeof(UnconfiguredFunctions)],
            Settings = new Dictionary<string, string?>
            {
                ["Namespace"] = "Endpoint=sb://127.0.0.1;SharedAccessKeyName=a;SharedAccessKey=b",
                ["Secret"] = "hunter2",
            },
        });
        var status = await host.AdminAsync($"/admin/functions/{function}/status");
        var error = status.GetProperty("errors")[0].GetString();
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broker_KilledAndBack_LosesNoMessageAndNeedsNoRestartOfTheHost()
    {
        await using var server = new RabbitMqServer();
        await server.StartAsync();
        string topic;
        var bodies = Enumerable.Range(0, 50).Select(i => $"{i}").ToArray();
        await using (var place = await Namespace.ConnectAsync(server))
        {
            topic = place.Topic;
            await place.DeclareAsync(["texts", "messages"], []);
            await place.SendAsync(bodies);
        }

        var killed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _handled.Behaviour = (message, _) => message == "20" ? killed.Task : Task.CompletedTask;
        await using var host = await Namespace.StartHostAsync(Namespace.ConnectionStringOf(server), topic, _handled);
        await Eventually.TrueAsync(() => _handled.Messages.Contains("20"), "some are handled");
        Assert.Equal(HttpStatusCode.OK, await SendAsync(host));
        await server.DeclaredAsync();
        await server.KillAsync();
        killed.SetResult();
        Assert.Equal(HttpStatusCode.InternalServerError, await SendAsync(host));
        await server.RestartAsync();
        await Eventually.TrueAsync(() => bodies.All(_handled.Messages.Contains), "every message is handled");
        Assert.Equal(HttpStatusCode.OK, await SendAsync(host));
        await host.StopAsync();
    }

    private static async Task<HttpStatusCode> SendAsync(EmulatorHost host)
    {
        using var response = await host.Client.GetAsync("/sendtotopic", TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
