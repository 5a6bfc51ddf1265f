using System.Net;
using ToskaMesh.Emulator.Tests.Host;
using ToskaMesh.Emulator.Tests.Samples;
using ToskaMesh.Emulator.Tests.Samples.RabbitMQ;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Emulator.Tests.RabbitMQ;

/// <summary>A broker that is killed, away at the start, or silent: one of its own for these tests.</summary>
public sealed class RabbitMqFailureTests
{
    private readonly Handled _handled = new();

    [Fact]
    public async Task Broker_KilledAndBack_LosesNoMessageAndNeedsNoRestartOfTheHost()
    {
        await using var server = new RabbitMqServer();
        await server.StartAsync();
        var bodies = Enumerable.Range(0, 50).Select(i => $"{i}").ToArray();
        await using (var broker = await Broker.ConnectAsync(server.Uri))
        {
            await broker.DeclareAsync();
            await broker.PublishAsync(bodies);
        }

        var killed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _handled.Behaviour = (message, _) => message == "20" ? killed.Task : Task.CompletedTask;
        await using var host = await EmulatorHost.StartAsync(
            Broker.HostOptions(server.Uri, _handled, [typeof(TextFunctions), typeof(OutputFunctions)]));
        await Eventually.TrueAsync(() => _handled.Messages.Contains("20"), "some are handled");
        Assert.Equal(HttpStatusCode.OK, await SendAsync(host));
        await server.DeclaredAsync();
        await server.KillAsync();
        killed.SetResult();
        Assert.Equal(HttpStatusCode.InternalServerError, await SendAsync(host));
        await server.RestartAsync();
        await Eventually.TrueAsync(() => bodies.All(_handled.Messages.Contains), "every message is handled");
        Assert.Equal(1, _handled.MostAtATime);
        Assert.Equal(HttpStatusCode.OK, await SendAsync(host));
        await Eventually.TrueAsync(() => _handled.Messages.Contains("text ü"), "what was sent arrives");

        // Silent for a while, it holds its connections.
        server.Pause();
        server.Resume();
        Assert.Equal(HttpStatusCode.OK, await SendAsync(host));
        await host.StopAsync();
    }

    [Fact]
    public async Task Broker_ThatIsAway_StopsNeitherStartNorStop()
    {
        var address = new Uri($"amqp://127.0.0.1:{FreePort.Next()}");
        await using var host = await EmulatorHost.StartAsync(Broker.HostOptions(address, _handled, [typeof(TextFunctions)]));
        await host.AdminAsync("/admin/host/status");
        await host.StopAsync();
    }

    private static async Task<HttpStatusCode> SendAsync(EmulatorHost host)
    {
        using var response = await host.Client.GetAsync("/sendtext", TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
