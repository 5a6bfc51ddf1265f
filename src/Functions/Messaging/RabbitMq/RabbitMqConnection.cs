using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Messaging.RabbitMq;

/// <summary>
/// The process's one connection and channel for publishing. Made by whoever publishes first, and again by whoever finds
/// it broken: nothing runs behind the invocations, and the client's own recovery, which would, is off.
/// </summary>
internal sealed class RabbitMqConnection(IOptions<RabbitMqOptions> options, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan StepTimeout = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    /// <summary>After a failure the next attempts fail at once, so that requests do not each wait for a broker that is away.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    // Every confirmation is waited for by its sender, and a batch is bounded: the default limiter would only slow it down.
    private static readonly CreateChannelOptions Confirmed = new(
        publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private IConnection? _connection;
    private IChannel? _channel;
    private long? _failedAt;

    public static ConnectionFactory Factory(string uri) => new()
    {
        Uri = new Uri(uri),
        ClientProvidedName = "toskamesh control plane",
        AutomaticRecoveryEnabled = false,
        TopologyRecoveryEnabled = false,
        RequestedConnectionTimeout = StepTimeout,
        HandshakeContinuationTimeout = StepTimeout,
        ContinuationTimeout = StepTimeout,
        RequestedHeartbeat = Heartbeat,
    };

    /// <summary>An open channel with confirmations.</summary>
    /// <exception cref="EventBusUnavailableException">There is none now.</exception>
    public async Task<IChannel> OpenAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _channel) is { IsOpen: true } open)
        {
            return open;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            return _channel is { IsOpen: true } made ? made : await ConnectAsync(cancellationToken);
        }
        catch (Exception exception) when (RabbitMqFailures.Translate(exception) is { } unavailable)
        {
            throw unavailable;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Gives up a channel that says nothing any more; the next publish makes another.</summary>
    public async Task DropAsync(IChannel channel)
    {
        await _gate.WaitAsync();
        try
        {
            if (_channel == channel)
            {
                await CloseAsync();
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _gate.Dispose();
    }

    private async Task<IChannel> ConnectAsync(CancellationToken cancellationToken)
    {
        if (_failedAt is { } failed && time.GetElapsedTime(failed) < RetryAfter)
        {
            throw new EventBusUnavailableException("RabbitMQ could not be reached a moment ago.");
        }

        // Failed until it succeeds: a caller that goes away meanwhile has waited long enough for the next one, too.
        _failedAt = time.GetTimestamp();
        await CloseAsync();
        _connection = await Factory(options.Value.Uri).CreateConnectionAsync(cancellationToken);
        _channel = await _connection.CreateChannelAsync(Confirmed, cancellationToken);
        _failedAt = null;
        return _channel;
    }

    // Aborted and not closed: a broker that is away answers no goodbye.
    private async Task CloseAsync()
    {
        var connection = _connection;
        (_connection, _channel) = (null, null);
        if (connection is not null)
        {
            await connection.AbortAsync(TimeSpan.Zero);
            await connection.DisposeAsync();
        }
    }
}
