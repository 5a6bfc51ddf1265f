using System.Collections.Concurrent;
using Azure.Core;
using ToskaMesh.Emulator.ServiceBus;

namespace Azure.Messaging.ServiceBus;

/// <summary>
/// A client of a Service Bus namespace, for which any AMQP 1.0 broker with the queues of <see cref="AmqpAddresses"/> stands
/// here. Nothing connects before it is used.
/// </summary>
public class ServiceBusClient : IAsyncDisposable
{
    private readonly ConcurrentBag<IAsyncDisposable> _parts = [];
    private readonly AmqpEndpoint? _endpoint;

    protected ServiceBusClient()
    {
        FullyQualifiedNamespace = "";
        Identifier = "";
    }

    public ServiceBusClient(string connectionString)
        : this(connectionString, new ServiceBusClientOptions())
    {
    }

    /// <exception cref="FormatException">The connection string cannot be read.</exception>
    public ServiceBusClient(string connectionString, ServiceBusClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        _endpoint = AmqpEndpoint.Parse(connectionString);
        FullyQualifiedNamespace = _endpoint.Host;
        Identifier = options?.Identifier ?? $"{_endpoint.Host}-{Guid.NewGuid()}";
    }

    public ServiceBusClient(string fullyQualifiedNamespace, TokenCredential credential)
        : this(fullyQualifiedNamespace, credential, new ServiceBusClientOptions())
    {
    }

    /// <exception cref="NotSupportedException">Always.</exception>
    public ServiceBusClient(string fullyQualifiedNamespace, TokenCredential credential, ServiceBusClientOptions options) =>
        throw new NotSupportedException(
            $"The emulator has no identities, so it cannot connect to {fullyQualifiedNamespace}. Use a connection string.");

    public virtual string FullyQualifiedNamespace { get; }

    public virtual string Identifier { get; }

    public virtual bool IsClosed { get; private set; }

    private AmqpEndpoint Endpoint => _endpoint ?? throw new InvalidOperationException("A client without a connection string is for derived classes.");

    public virtual ServiceBusSender CreateSender(string queueOrTopicName) =>
        Keep(new ServiceBusSender(Endpoint, queueOrTopicName));

    public virtual ServiceBusReceiver CreateReceiver(string queueName, ServiceBusReceiverOptions options) =>
        Keep(new ServiceBusReceiver(Endpoint, queueName, AmqpAddresses.OfQueue(queueName), options));

    public virtual ServiceBusReceiver CreateReceiver(string topicName, string subscriptionName, ServiceBusReceiverOptions options) =>
        Keep(new ServiceBusReceiver(
            Endpoint, $"{topicName}/Subscriptions/{subscriptionName}", AmqpAddresses.OfSubscription(topicName, subscriptionName), options));

    public virtual async ValueTask DisposeAsync()
    {
        IsClosed = true;
        foreach (var part in _parts)
        {
            await part.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    private T Keep<T>(T part)
        where T : IAsyncDisposable
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        _parts.Add(part);
        return part;
    }
}
