using System.Threading.Channels;
using Amqp;
using Amqp.Framing;
using ToskaMesh.Emulator.Queues;

namespace ToskaMesh.Emulator.ServiceBus;

/// <summary>One connection of a receiver.</summary>
internal sealed class AmqpReceiver : IBrokerLink
{
    private readonly AmqpLink<ReceiverLink> _link;

    // Unbounded here, since the broker sends no more than it was given credit for.
    private readonly Channel<Message> _messages = Channel.CreateUnbounded<Message>();

    // Which were received on this link and are not settled; settled on another, they would settle a stranger.
    private readonly HashSet<Message> _locked = [];

    private AmqpReceiver(AmqpLink<ReceiverLink> link) => _link = link;

    public bool IsOpen => _link.IsOpen;

    public static async Task<AmqpReceiver> OpenAsync(
        AmqpEndpoint endpoint, string address, int credit, CancellationToken cancellationToken)
    {
        var link = await AmqpLink<ReceiverLink>.OpenAsync(
            endpoint,
            (session, attached) => new ReceiverLink(session, $"receiver-{Guid.NewGuid():N}", new Source { Address = address }, attached),
            cancellationToken);
        var receiver = new AmqpReceiver(link);
        link.OnEnd(exception => receiver._messages.Writer.TryComplete(exception));
        link.Link.Start(credit, (_, message) => receiver._messages.Writer.TryWrite(message));
        return receiver;
    }

    /// <returns>Null when none came within the time.</returns>
    /// <exception cref="AmqpException">The connection is lost.</exception>
    public async Task<Message?> ReceiveAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        if (!_messages.Reader.TryRead(out var message) && (wait == TimeSpan.Zero || !await WaitAsync(wait, cancellationToken)
            || !_messages.Reader.TryRead(out message)))
        {
            return null;
        }

        lock (_locked)
        {
            _locked.Add(message);
        }

        return message;
    }

    public bool Has(Message message)
    {
        lock (_locked)
        {
            return _locked.Contains(message);
        }
    }

    public void Accept(Message message)
    {
        _link.Link.Accept(message);
        Unlock(message);
    }

    public void Release(Message message)
    {
        _link.Link.Release(message);
        Unlock(message);
    }

    public ValueTask DisposeAsync() => _link.DisposeAsync();

    private void Unlock(Message message)
    {
        lock (_locked)
        {
            _locked.Remove(message);
        }
    }

    private async Task<bool> WaitAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(wait);
        try
        {
            return await _messages.Reader.WaitToReadAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
