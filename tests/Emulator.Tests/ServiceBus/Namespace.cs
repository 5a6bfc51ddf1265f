using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using ToskaMesh.Emulator.Tests.Host;
using ToskaMesh.Emulator.Tests.Samples;
using ToskaMesh.Emulator.Tests.Samples.ServiceBus;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Emulator.Tests.ServiceBus;

/// <summary>A topic of its own for one test, laid out in RabbitMQ as the emulator's addresses want it.</summary>
internal sealed class Namespace : IAsyncDisposable
{
    public const int MaxDeliveries = 3;

    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private Namespace(RabbitMqServer server, IConnection connection, IChannel channel)
    {
        ConnectionString = ConnectionStringOf(server);
        _connection = connection;
        _channel = channel;
    }

    public string ConnectionString { get; }

    public string Topic { get; } = $"topic-{Guid.NewGuid():N}";

    public string DeadLetters => $"{Topic}.dead";

    public static async Task<Namespace> ConnectAsync() => await ConnectAsync(await SharedServer.OfAsync<RabbitMqServer>());

    public static async Task<Namespace> ConnectAsync(RabbitMqServer server)
    {
        var connection = await new ConnectionFactory { Uri = server.Uri }.CreateConnectionAsync(TestContext.Current.CancellationToken);
        return new Namespace(server, connection, await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken));
    }

    public static string ConnectionStringOf(RabbitMqServer server) =>
        $"Endpoint=sb://{server.Uri.Host}:{server.Uri.Port};SharedAccessKeyName=guest;SharedAccessKey=guest;UseDevelopmentEmulator=true";

    public static Task<EmulatorHost> StartHostAsync(string connectionString, string topic, Handled handled) =>
        EmulatorHost.StartAsync(new EmulatorHostOptions
        {
            Functions = [typeof(SubscriptionFunctions)],
            Settings = new Dictionary<string, string?> { ["Namespace"] = connectionString, ["Topic"] = topic },
            Configure = builder => builder.Services.AddSingleton(handled),
        });

    public Task<EmulatorHost> StartHostAsync(Handled handled) => StartHostAsync(ConnectionString, Topic, handled);

    /// <summary>The broker counts deliveries, and gives up after <see cref="MaxDeliveries"/>.</summary>
    public Task DeclareAsync(params string[] subscriptions) => DeclareAsync(subscriptions, new Dictionary<string, object?>
    {
        ["x-queue-type"] = "quorum",
        ["x-delivery-limit"] = MaxDeliveries - 1,
        ["x-dead-letter-exchange"] = "",
        ["x-dead-letter-routing-key"] = DeadLetters,
    });

    public async Task DeclareAsync(IEnumerable<string> subscriptions, Dictionary<string, object?> arguments)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await _channel.ExchangeDeclareAsync(Topic, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
        await _channel.QueueDeclareAsync(DeadLetters, durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
        foreach (var queue in subscriptions.Select(subscription => $"{Topic}.{subscription}"))
        {
            await _channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken);
            await _channel.QueueBindAsync(queue, Topic, "", cancellationToken: cancellationToken);
        }
    }

    public Task<uint> CountAsync(string queue) => _channel.MessageCountAsync(queue, TestContext.Current.CancellationToken);

    public async Task SendAsync(params string[] bodies)
    {
        await using var client = new ServiceBusClient(ConnectionString);
        var sender = client.CreateSender(Topic);
        await sender.SendMessagesAsync(bodies.Select(body => new ServiceBusMessage(body)), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
