using System.Collections.Concurrent;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Tests.Messaging;

/// <summary>Keeps what the functions behind queues hand on.</summary>
internal sealed class RecordingDelivery : IMessageDelivery
{
    private readonly ConcurrentQueue<string> _calls = new();

    /// <summary>Such as <c>deliver consumer id</c>.</summary>
    public IReadOnlyCollection<string> Calls => _calls;

    public Task DeliverAsync(string consumer, string message, CancellationToken cancellationToken) => Keep("deliver", consumer, message);

    public Task BuryAsync(string consumer, string message, CancellationToken cancellationToken) => Keep("bury", consumer, message);

    private Task Keep(string call, string consumer, string message)
    {
        _calls.Enqueue($"{call} {consumer} {CloudEventJson.Read(message)?.Id}");
        return Task.CompletedTask;
    }
}
