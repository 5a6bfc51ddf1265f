using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using ToskaMesh.Emulator.Tests.Host;
using ToskaMesh.Emulator.Tests.Samples;
using ToskaMesh.Emulator.Tests.Samples.RabbitMQ;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Emulator.Tests.RabbitMQ;

/// <summary>A virtual host of its own for one test, with the test's own connection to it.</summary>
internal sealed class Broker : IAsyncDisposable
{
    public const string Queue = "the-queue";
    public const string DeadLetters = "the-dead-letters";

    private static readonly CreateChannelOptions Confirmed = new(
        publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    private readonly Uri _address;
    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private Broker(Uri address, IConnection connection, IChannel channel)
    {
        _address = address;
        _connection = connection;
        _channel = channel;
    }

    public static async Task<Broker> ConnectAsync(Uri address)
    {
        var connection = await new ConnectionFactory { Uri = address }.CreateConnectionAsync(TestContext.Current.CancellationToken);
        return new Broker(address, connection, await connection.CreateChannelAsync(Confirmed, TestContext.Current.CancellationToken));
    }

    /// <summary>On the server that all tests share.</summary>
    public static async Task<Broker> ConnectAsync()
    {
        var server = await SharedServer.OfAsync<RabbitMqServer>();
        return await ConnectAsync(await server.CreateVirtualHostAsync());
    }

    public static EmulatorHostOptions HostOptions(Uri address, Handled handled, Type[] functions, params (string Name, string Value)[] settings) => new()
    {
        Functions = functions,
        Settings = settings.Append(("Broker", address.ToString())).Append(("Queue", Queue)).ToDictionary(s => s.Item1, s => (string?)s.Item2),
        Configure = builder => builder.Services.AddSingleton(handled),
    };

    /// <summary>A durable queue with a queue for its dead letters.</summary>
    public async Task DeclareAsync(string queue = Queue)
    {
        await DeclareAsync(DeadLetters, new Dictionary<string, object?>());
        await DeclareAsync(queue, new Dictionary<string, object?>
        {
            ["x-dead-letter-exchange"] = "",
            ["x-dead-letter-routing-key"] = DeadLetters,
        });
    }

    public Task<EmulatorHost> StartHostAsync(Handled handled, params (string Name, string Value)[] settings) =>
        StartHostAsync(handled, [typeof(TextFunctions)], settings);

    public Task<EmulatorHost> StartHostAsync(Handled handled, Type[] functions, params (string Name, string Value)[] settings) =>
        EmulatorHost.StartAsync(HostOptions(_address, handled, functions, settings));

    public async Task PublishAsync(params string[] bodies)
    {
        foreach (var body in bodies)
        {
            await PublishAsync(Queue, Encoding.UTF8.GetBytes(body));
        }
    }

    public ValueTask PublishAsync(string queue, byte[] body, BasicProperties? properties = null) => _channel.BasicPublishAsync(
        "", queue, mandatory: true, properties ?? new BasicProperties { Persistent = true }, body, TestContext.Current.CancellationToken);

    public Task<uint> CountAsync(string queue = Queue) => _channel.MessageCountAsync(queue, TestContext.Current.CancellationToken);

    public Task<uint> ConsumersAsync() => _channel.ConsumerCountAsync(Queue, TestContext.Current.CancellationToken);

    public Task DeleteAsync() => _channel.QueueDeleteAsync(Queue, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Waits for a message and takes it.</summary>
    public async Task<BasicGetResult> TakeAsync(string queue = Queue)
    {
        BasicGetResult? result = null;
        await Eventually.TrueAsync(
            async () => (result = await _channel.BasicGetAsync(queue, autoAck: true, TestContext.Current.CancellationToken)) is not null,
            $"a message in {queue}");
        return result!;
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private Task<QueueDeclareOk> DeclareAsync(string queue, Dictionary<string, object?> arguments) => _channel.QueueDeclareAsync(
        queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: TestContext.Current.CancellationToken);
}
