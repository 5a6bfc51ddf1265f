using ToskaMesh.Emulator.Queues;
using ToskaMesh.Emulator.ServiceBus;

namespace Azure.Messaging.ServiceBus;

/// <summary>Sends to one queue or topic. Its connection is made at the first use, and again after it was lost.</summary>
public class ServiceBusSender : IAsyncDisposable
{
    private readonly Reopening<AmqpSender>? _sender;

    protected ServiceBusSender()
    {
        EntityPath = "";
        FullyQualifiedNamespace = "";
    }

    internal ServiceBusSender(AmqpEndpoint endpoint, string entity)
    {
        EntityPath = entity;
        FullyQualifiedNamespace = endpoint.Host;
        _sender = new Reopening<AmqpSender>(ct => AmqpSender.OpenAsync(endpoint, AmqpAddresses.OfSender(entity), ct));
    }

    public virtual string EntityPath { get; }

    public virtual string FullyQualifiedNamespace { get; }

    public virtual bool IsClosed { get; private set; }

    private Reopening<AmqpSender> Sender => _sender ?? throw new InvalidOperationException("A sender of no client is for derived classes.");

    public virtual async Task CloseAsync(CancellationToken cancellationToken = default)
    {
        if (!IsClosed)
        {
            IsClosed = true;
            await Sender.DisposeAsync();
        }
    }

    /// <summary>Connects, as the genuine one does to learn the limit.</summary>
    /// <exception cref="ServiceBusException">The broker cannot be reached, or has no such queue or topic.</exception>
    public virtual async ValueTask<ServiceBusMessageBatch> CreateMessageBatchAsync(CancellationToken cancellationToken = default)
    {
        await OpenAsync(cancellationToken);
        return new ServiceBusMessageBatch();
    }

    public virtual Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default) =>
        SendMessagesAsync([message], cancellationToken);

    public virtual Task SendMessagesAsync(ServiceBusMessageBatch messageBatch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messageBatch);
        return SendMessagesAsync(messageBatch.Messages, cancellationToken);
    }

    /// <summary>The genuine client sends them as one; here a failure can leave some of them sent.</summary>
    /// <exception cref="ServiceBusException">The broker cannot be reached, or refused one.</exception>
    /// <exception cref="NotSupportedException">A message wants what plain AMQP does not have.</exception>
    public virtual async Task SendMessagesAsync(IEnumerable<ServiceBusMessage> messages, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ObjectDisposedException.ThrowIf(IsClosed, this);
        var encoded = messages.Select(AmqpMessages.Of).ToList();
        var sender = await OpenAsync(cancellationToken);
        try
        {
            await Task.WhenAll(encoded.Select(message => sender.SendAsync(message, cancellationToken)));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw ServiceBusFailures.Of(exception, EntityPath);
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        await CloseAsync(CancellationToken.None);
        GC.SuppressFinalize(this);
    }

    private async Task<AmqpSender> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Sender.GetAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw ServiceBusFailures.Of(exception, EntityPath);
        }
    }
}
