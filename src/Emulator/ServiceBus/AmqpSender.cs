using Amqp;
using Amqp.Framing;
using ToskaMesh.Emulator.Queues;

namespace ToskaMesh.Emulator.ServiceBus;

/// <summary>One connection of a sender.</summary>
internal sealed class AmqpSender : IBrokerLink
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly AmqpLink<SenderLink> _link;

    private AmqpSender(AmqpLink<SenderLink> link) => _link = link;

    public bool IsOpen => _link.IsOpen;

    public static async Task<AmqpSender> OpenAsync(AmqpEndpoint endpoint, string address, CancellationToken cancellationToken) =>
        new(await AmqpLink<SenderLink>.OpenAsync(
            endpoint,
            (session, attached) => new SenderLink(session, $"sender-{Guid.NewGuid():N}", new Target { Address = address }, attached),
            cancellationToken));

    /// <summary>Completes when the broker has accepted the message.</summary>
    public Task SendAsync(Message message, CancellationToken cancellationToken) =>
        _link.Link.SendAsync(message, Patience).WaitAsync(cancellationToken);

    public ValueTask DisposeAsync() => _link.DisposeAsync();
}
