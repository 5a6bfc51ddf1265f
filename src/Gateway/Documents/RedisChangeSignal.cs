using StackExchange.Redis;
using ToskaMesh.Redis;

namespace ToskaMesh.Gateway.Documents;

/// <summary>
/// Hears from the control plane what it has published. The subscription outlives its connection; what is told while
/// Redis is away is missed, so a connection that came back counts as a sign, too.
/// </summary>
internal sealed partial class RedisChangeSignal(RedisConnection redis, TimeProvider timeProvider, ILogger<RedisChangeSignal> logger) : IChangeSignal
{
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(1);

    public IDisposable OnChange(string name, Action changed)
    {
        var subscription = new CancellationTokenSource();
        _ = SubscribeAsync(name, changed, subscription.Token);
        return subscription;
    }

    private async Task SubscribeAsync(string name, Action changed, CancellationToken cancellationToken)
    {
        for (var attempt = 1; !cancellationToken.IsCancellationRequested; attempt++)
        {
            try
            {
                var connection = await redis.ConnectAsync();
                await connection.GetSubscriber().SubscribeAsync(DocumentsChannel.Name, (_, message) =>
                {
                    if (DocumentsChannel.IsAbout(message, name))
                    {
                        changed();
                    }
                });
                connection.ConnectionRestored += (_, _) => changed();
                changed();
                return;
            }
            catch (Exception exception) when (exception is RedisException or TimeoutException)
            {
                if (attempt == 1)
                {
                    Log.NotSubscribed(logger, name, exception.Message);
                }
            }
            catch (ObjectDisposedException)
            {
                return;
            }

            await Task.Delay(BetweenAttempts, timeProvider, CancellationToken.None);
        }
    }
}
