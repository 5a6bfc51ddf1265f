using System.Text;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.Messaging.ServiceBus;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Functions.Tests.Messaging.ServiceBus;

/// <summary>
/// The adapter on RabbitMQ's AMQP 1.0, and a look at a subscription from beside it. Bindings by
/// the message's subject do what the rules of subscriptions do. The topic's name is fixed, so only one at a time can be on one broker.
/// </summary>
internal sealed class ServiceBusUnderTest(string connectionString) : IAsyncDisposable
{
    private readonly List<MeshEvent> _received = [];
    private IConnection? _connection;
    private IChannel? _channel;

    public ServiceBusTopic Topic { get; } = new(Options.Create(new ServiceBusOptions { ConnectionString = connectionString }));

    public ServiceBusEventBus Bus => new(Topic, TimeProvider.System);

    private IChannel Channel => _channel ?? throw new InvalidOperationException("The test has not started.");

    public static string ConnectionStringOf(RabbitMqServer server) =>
        $"Endpoint=sb://{server.Uri.Host}:{server.Uri.Port};SharedAccessKeyName=guest;SharedAccessKey=guest;UseDevelopmentEmulator=true";

    public async Task ConnectAsync(RabbitMqServer server)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        _connection = await new ConnectionFactory { Uri = server.Uri }.CreateConnectionAsync(cancellationToken);
        _channel = await _connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await _channel.ExchangeDeleteAsync(ServiceBusTopic.Name, cancellationToken: cancellationToken);
    }

    /// <summary>What a deployment makes.</summary>
    public async Task DeclareAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await Channel.ExchangeDeclareAsync(ServiceBusTopic.Name, ExchangeType.Direct, durable: true, cancellationToken: cancellationToken);
        foreach (var consumer in EventConsumers.All)
        {
            var queue = QueueOf(consumer.Name);
            foreach (var name in new[] { queue, queue + EventConsumers.Dead })
            {
                await Channel.QueueDeleteAsync(name, cancellationToken: cancellationToken);
                await Channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
            }

            foreach (var type in consumer.Types)
            {
                await Channel.QueueBindAsync(queue, ServiceBusTopic.Name, type, cancellationToken: cancellationToken);
            }
        }
    }

    /// <summary>Takes messages from a subscription until there were as many, from the first call on.</summary>
    public async Task<IReadOnlyList<MeshEvent>> ReceivedAsync(string consumer, int count)
    {
        await Eventually.TrueAsync(
            async () =>
            {
                while (await Channel.BasicGetAsync(QueueOf(consumer), autoAck: true, TestContext.Current.CancellationToken) is { } message)
                {
                    Assert.Equal(CloudEventJson.ContentType, message.BasicProperties.ContentType);
                    var @event = CloudEventJson.Read(Encoding.UTF8.GetString(message.Body.Span))!;
                    Assert.Equal((@event.Id.ToString(), true), (message.BasicProperties.MessageId, message.BasicProperties.Persistent));
                    _received.Add(@event);
                }

                return _received.Count >= count;
            },
            $"{count} messages for {consumer}, of which there are {_received.Count}");
        return _received;
    }

    /// <summary>As if the broker had given up on it.</summary>
    public ValueTask SendToDeadAsync(string consumer, MeshEvent @event) => Channel.BasicPublishAsync(
        "", QueueOf(consumer) + EventConsumers.Dead, CloudEventJson.Serialize(@event), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Topic.DisposeAsync();
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }

    private static string QueueOf(string consumer) => $"{ServiceBusTopic.Name}.{consumer}";
}
