using StackExchange.Redis;
using ToskaMesh.Redis;

namespace ToskaMesh.Functions.Registry;

/// <summary>
/// Tells the app's other processes through Redis that the registry changed, so that they need not show what was for a
/// second. A hint: nobody waits for it, and nothing depends on it.
/// </summary>
internal sealed class RegistryHints(RedisConnection redis, RegistryGenerations generations)
{
    private static readonly RedisChannel Channel = RedisChannel.Literal("toskamesh:registry");

    // One's own changes are known before they are told.
    private readonly string _self = Guid.NewGuid().ToString("n");
    private int _isListening;
    private long _given;

    /// <summary>Listens from the first read on: a process that reads nothing keeps nothing.</summary>
    public void Listen()
    {
        if (Volatile.Read(ref _isListening) == 0 && Interlocked.Exchange(ref _isListening, 1) == 0)
        {
            using (ExecutionContext.SuppressFlow())
            {
                _ = Task.Run(SubscribeAsync, CancellationToken.None);
            }
        }
    }

    /// <summary>Many at once are one.</summary>
    public void Give()
    {
        if (Interlocked.Increment(ref _given) == 1)
        {
            using (ExecutionContext.SuppressFlow())
            {
                _ = Task.Run(PublishAsync, CancellationToken.None);
            }
        }
    }

    private async Task PublishAsync()
    {
        long told;
        do
        {
            told = Interlocked.Read(ref _given);
            try
            {
                await redis.RunAsync(database => database.PublishAsync(Channel, _self), CancellationToken.None);
            }
            catch (Exception exception) when (exception is RedisLostException or ObjectDisposedException)
            {
                // What is kept elsewhere is a second old at most.
            }
        }
        while (Interlocked.Add(ref _given, -told) > 0);
    }

    private async Task SubscribeAsync()
    {
        try
        {
            var connection = await redis.ConnectAsync();
            await connection.GetSubscriber().SubscribeAsync(Channel, (_, sender) =>
            {
                if (sender != _self)
                {
                    generations.Changed();
                }
            });
            connection.ConnectionRestored += (_, _) => generations.Changed();
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or ObjectDisposedException)
        {
            // The next read tries again.
            Volatile.Write(ref _isListening, 0);
        }
    }
}
