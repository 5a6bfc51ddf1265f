using ToskaMesh.Emulator.Queues;
using ToskaMesh.Emulator.ServiceBus;

// The package has no nullable annotations.
#nullable disable annotations

namespace Azure.Messaging.ServiceBus;

/// <summary>Receives from one queue or subscription. Its connection is made at the first use, and again after it was lost.</summary>
public class ServiceBusReceiver : IAsyncDisposable
{
    private static readonly TimeSpan DefaultWait = TimeSpan.FromMinutes(1);

    private readonly Reopening<AmqpReceiver> _receiver;
    private readonly bool _deletes;

    protected ServiceBusReceiver()
    {
    }

    internal ServiceBusReceiver(AmqpEndpoint endpoint, string entity, string address, ServiceBusReceiverOptions options)
    {
        options ??= new ServiceBusReceiverOptions();
        if (options.SubQueue is not SubQueue.None)
        {
            throw new NotSupportedException($"The emulator has no sub-queues: receive {entity}'s dead letters from the queue that the broker sends them to.");
        }

        EntityPath = entity;
        _deletes = options.ReceiveMode is ServiceBusReceiveMode.ReceiveAndDelete;
        _receiver = new Reopening<AmqpReceiver>(ct => AmqpReceiver.OpenAsync(endpoint, address, Math.Max(1, options.PrefetchCount), ct));
    }

    public virtual string EntityPath { get; }

    /// <returns>Null when none came within the time.</returns>
    /// <exception cref="ServiceBusException">The broker cannot be reached, or has no such queue.</exception>
    public virtual async Task<ServiceBusReceivedMessage> ReceiveMessageAsync(
        TimeSpan? maxWaitTime = null, CancellationToken cancellationToken = default)
    {
        try
        {
            var receiver = await _receiver.GetAsync(cancellationToken);
            var message = await receiver.ReceiveAsync(maxWaitTime ?? DefaultWait, cancellationToken);
            if (message is not null && _deletes)
            {
                receiver.Accept(message);
            }

            return message is null ? null : new ServiceBusReceivedMessage(message);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw ServiceBusFailures.Of(exception, EntityPath);
        }
    }

    /// <summary>Waits for the first; takes those that are there already, too.</summary>
    public virtual async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveMessagesAsync(
        int maxMessages, TimeSpan? maxWaitTime = null, CancellationToken cancellationToken = default)
    {
        var messages = new List<ServiceBusReceivedMessage>();
        var wait = maxWaitTime;
        while (messages.Count < maxMessages && await ReceiveMessageAsync(wait, cancellationToken) is { } message)
        {
            messages.Add(message);
            wait = TimeSpan.Zero;
        }

        return messages;
    }

    /// <exception cref="NotSupportedException">Always.</exception>
    public virtual Task<IReadOnlyList<ServiceBusReceivedMessage>> PeekMessagesAsync(
        int maxMessages, long? fromSequenceNumber = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The emulator cannot peek: plain AMQP shows a message only by delivering it.");

    /// <exception cref="ServiceBusException">The connection on which it came is lost: the message comes again.</exception>
    public virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        SettleAsync(message, (receiver, received) => receiver.Accept(received), cancellationToken);

    /// <summary>Gives it back to the queue. Whether and how often it comes again is the broker's business.</summary>
    /// <exception cref="NotSupportedException">There are properties to modify.</exception>
    public virtual Task AbandonMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object> propertiesToModify = null, CancellationToken cancellationToken = default) =>
        propertiesToModify is { Count: > 0 }
            ? throw new NotSupportedException("The emulator cannot modify a message that it abandons.")
            : SettleAsync(message, (receiver, received) => receiver.Release(received), cancellationToken);

    /// <exception cref="NotSupportedException">Always.</exception>
    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message, string deadLetterReason, string deadLetterErrorDescription = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The emulator cannot dead-letter with a reason: plain AMQP brokers keep none.");

    public virtual async ValueTask DisposeAsync()
    {
        await (_receiver?.DisposeAsync() ?? ValueTask.CompletedTask);
        GC.SuppressFinalize(this);
    }

    /// <summary>Connects at once, for those who want to know.</summary>
    internal async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _receiver.GetAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw ServiceBusFailures.Of(exception, EntityPath);
        }
    }

    private async Task SettleAsync(
        ServiceBusReceivedMessage message, Action<AmqpReceiver, Amqp.Message> settle, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var receiver = await _receiver.GetAsync(cancellationToken);
        if (!receiver.Has(message.Received))
        {
            throw new ServiceBusException(
                "The connection on which the message came is lost", ServiceBusFailureReason.MessageLockLost, isTransient: false, inner: null);
        }

        settle(receiver, message.Received);
    }
}
