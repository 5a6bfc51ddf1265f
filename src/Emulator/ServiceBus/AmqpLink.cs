using Amqp;
using Amqp.Framing;

namespace ToskaMesh.Emulator.ServiceBus;

/// <summary>A link with the connection and the session that are its own.</summary>
internal sealed class AmqpLink<T> : IAsyncDisposable
    where T : Link
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // A peer that says nothing for this long is gone.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);

    private readonly Connection _connection;
    private readonly Session _session;

    private AmqpLink(Connection connection, Session session, T link)
    {
        _connection = connection;
        _session = session;
        Link = link;
    }

    public T Link { get; }

    public bool IsOpen => !Link.IsClosed && !_session.IsClosed && !_connection.IsClosed;

    /// <param name="attach">Makes the link, with the callback that the peer's answer is to reach.</param>
    /// <exception cref="Exception">The broker cannot be reached, or refuses the address.</exception>
    public static async Task<AmqpLink<T>> OpenAsync(
        AmqpEndpoint endpoint, Func<Session, OnAttached, T> attach, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory();
        factory.AMQP.IdleTimeout = (int)Silence.TotalMilliseconds;
        var connection = await factory.CreateAsync(endpoint.Address, cancellationToken).WaitAsync(Patience, cancellationToken);
        try
        {
            var session = new Session(connection);
            var attached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var link = attach(session, (_, _) => attached.TrySetResult());
            foreach (var part in new AmqpObject[] { link, session, connection })
            {
                part.AddClosedCallback((_, error) => attached.TrySetException(Ended(error)));
            }

            await attached.Task.WaitAsync(Patience, cancellationToken);
            return new AmqpLink<T>(connection, session, link);
        }
        catch
        {
            connection.Close(TimeSpan.Zero, null);
            throw;
        }
    }

    /// <summary>Runs at the end of the link, whoever ended it.</summary>
    public void OnEnd(Action<Exception> act)
    {
        foreach (var part in new AmqpObject[] { Link, _session, _connection })
        {
            part.AddClosedCallback((_, error) => act(Ended(error)));
        }
    }

    /// <summary>What was settled has left this process afterwards.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _connection.CloseAsync(Patience, null);
        }
        catch (Exception exception) when (exception is AmqpException or TimeoutException or ObjectDisposedException)
        {
            // It ended by itself.
        }
    }

    private static AmqpException Ended(Error? error) =>
        error is null ? new AmqpException(ErrorCode.ConnectionForced, "The connection ended.") : new AmqpException(error);
}
