using Azure.Messaging.ServiceBus;
using ToskaMesh.Emulator.Worker.Outputs;

namespace ToskaMesh.Emulator.ServiceBus;

/// <summary>Sends the values of an output binding to a queue or topic.</summary>
internal sealed class ServiceBusOutputSender(string connectionString, string queueOrTopic) : IOutputSender, IAsyncDisposable
{
    private readonly ServiceBusClient _client = new(connectionString);
    private ServiceBusSender? _sender;

    public Task SendAsync(IReadOnlyList<OutputMessage> messages, CancellationToken cancellationToken) =>
        LazyInitializer.EnsureInitialized(ref _sender, () => _client.CreateSender(queueOrTopic))
            .SendMessagesAsync(messages.Select(m => new ServiceBusMessage(m.Body) { ContentType = m.ContentType }), cancellationToken);

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
