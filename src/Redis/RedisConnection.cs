using Azure.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace ToskaMesh.Redis;

/// <summary>
/// This process's connection to Redis, and the one opinion on whether Redis is there. It is made at the first use, and
/// waited for briefly. Once an operation failed or took too long, all fail at once, and one trial every half second in
/// nobody's way finds out when Redis answers again: a dead Redis is not waited for by each request.
/// </summary>
internal sealed partial class RedisConnection(IOptions<RedisOptions> settings, TimeProvider time, ILogger<RedisConnection> logger) : IDisposable
{
    /// <summary>The longest that an operation is waited for, and the connection before it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    public static readonly TimeSpan BetweenTrials = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private Task<ConnectionMultiplexer>? _connecting;
    private bool _isDisposed;
    private int _isLost;
    private long _triedAt;

    public bool IsLost => Volatile.Read(ref _isLost) != 0;

    /// <exception cref="RedisLostException">Redis does not answer; whether it carried the operation out is unknown.</exception>
    public async Task<T> RunAsync<T>(Func<IDatabase, Task<T>> operation, CancellationToken cancellationToken)
    {
        if (IsLost)
        {
            BeginTrialWhenDue();
            throw new RedisLostException();
        }

        try
        {
            var connection = await ConnectAsync().WaitAsync(Patience, time, cancellationToken);
            return await operation(connection.GetDatabase()).WaitAsync(Patience, time, cancellationToken);
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException)
        {
            Lost(failure);
            throw new RedisLostException(failure);
        }
    }

    /// <summary>The connection itself, for subscriptions, which it restores by itself.</summary>
    /// <exception cref="RedisException">It cannot be made.</exception>
    public Task<ConnectionMultiplexer> ConnectAsync()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_connecting is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _connecting = ConnectionMultiplexer.ConnectAsync(Options());
            }

            return _connecting;
        }
    }

    public void Dispose()
    {
        Task<ConnectionMultiplexer>? connecting;
        lock (_lock)
        {
            (_isDisposed, connecting) = (true, _connecting);
        }

        // One that is still being made is let go as soon as it is there; nobody waits for it, nor for a Redis that hangs.
        connecting?.ContinueWith(
            made => made.Result.Close(allowCommandsToComplete: false),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    // A connection that is lost is made again by the library, for ever; commands do not queue up for it meanwhile.
    private ConfigurationOptions Options()
    {
        var options = ConfigurationOptions.Parse(settings.Value.Configuration);
        options.AbortOnConnectFail = false;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ReconnectRetryPolicy = new LinearRetry((int)BetweenTrials.TotalMilliseconds);
        options.IncludeDetailInExceptions = false;
        options.ClientName ??= "toskamesh";
        if (settings.Value.UseIdentity)
        {
            options.Defaults = new EntraDefaults(new DefaultAzureCredential(), options.User ?? "");
        }

        return options;
    }

    private void Lost(Exception failure)
    {
        Volatile.Write(ref _triedAt, time.GetTimestamp());
        if (Interlocked.Exchange(ref _isLost, 1) == 0)
        {
            Log.Lost(logger, failure.Message);
        }
    }

    private void BeginTrialWhenDue()
    {
        var last = Volatile.Read(ref _triedAt);
        if (time.GetElapsedTime(last) >= BetweenTrials && Interlocked.CompareExchange(ref _triedAt, time.GetTimestamp(), last) == last)
        {
            using (ExecutionContext.SuppressFlow())
            {
                _ = Task.Run(TryAsync, CancellationToken.None);
            }
        }
    }

    private async Task TryAsync()
    {
        try
        {
            var connection = await ConnectAsync().WaitAsync(Patience, time);
            await connection.GetDatabase().PingAsync().WaitAsync(Patience, time);
            if (Interlocked.Exchange(ref _isLost, 0) != 0)
            {
                Log.Found(logger);
            }
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or ObjectDisposedException)
        {
            // Still away: said once, when it was lost.
        }
    }
}
