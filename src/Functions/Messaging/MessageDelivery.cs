using Microsoft.Extensions.Logging;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Messaging;

internal sealed partial class MessageDelivery(
    IEnumerable<IMeshEventHandler> handlers, IDeadLetters deadLetters, MeshReadiness readiness, TimeProvider time, ILogger<MessageDelivery> logger)
    : IMessageDelivery
{
    /// <summary>Below the host's <c>functionTimeout</c>, which would end the process.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, IMeshEventHandler> _handlers = handlers.ToDictionary(handler => handler.Consumer, StringComparer.Ordinal);

    public Task DeliverAsync(string consumer, string message, CancellationToken cancellationToken)
    {
        var @event = CloudEventJson.Read(message) ?? throw new InvalidDataException($"A message to {consumer} is no event of this mesh.");
        return PatientlyAsync(consumer, ct => _handlers[consumer].HandleAsync(@event, ct), cancellationToken);
    }

    public async Task BuryAsync(string consumer, string message, CancellationToken cancellationToken)
    {
        await PatientlyAsync(consumer, ct => deadLetters.AddAsync(consumer, message, reason: null, ct), cancellationToken);
        Log.Buried(logger, consumer, DeadLetter.IdOf(consumer, message));
        MessagingMeter.DeadLettered.Add(1);
    }

    private async Task PatientlyAsync(string consumer, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var startedAt = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // Here and not in the middleware, where a store that is away would be a failure of the message.
                await readiness.EnsureAsync(cancellationToken);
                await work(cancellationToken);
                return;
            }
            catch (Exception error) when (IsAway(error) && time.GetElapsedTime(startedAt) < Patience)
            {
                // Once a message is enough: the same would be said each second.
                if (attempt == 1)
                {
                    Log.Waiting(logger, consumer, error);
                }

                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    private static bool IsAway(Exception error) =>
        error is StoreUnavailableException or TargetUnavailableException or NotReadyException;
}
