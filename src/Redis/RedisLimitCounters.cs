using System.Globalization;
using StackExchange.Redis;
using ToskaMesh.Shared.Limits;

namespace ToskaMesh.Redis;

/// <summary>
/// Counts in Redis, for all processes together: one script, which is atomic there, and one round trip an operation. The
/// clock is the server's, so that processes whose clocks differ agree, and keys go by themselves when they say no more
/// than an absent one.
/// </summary>
internal sealed class RedisLimitCounters(RedisConnection redis) : ILimitCounters
{
    private const string RatePrefix = "toskamesh:rate:";

    private const string CountPrefix = "toskamesh:count:";

    public async ValueTask<LimitDecision> AcquireAsync(string key, RateLimit limit, int permits, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(permits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(permits, limit.Permits);
        var answer = (RedisResult[])(await EvaluateAsync(
            LimitScripts.Acquire, RatePrefix + key, [limit.Permits, Microseconds(limit.Window), permits], cancellationToken))!;
        return new LimitDecision((long)answer[0] == 1, (long)answer[1], Duration(answer[2]), Duration(answer[3]));
    }

    public async ValueTask<LimitCount> CountAsync(string key, TimeSpan lifetime, CancellationToken cancellationToken) =>
        ReadCount(await EvaluateAsync(LimitScripts.Count, CountPrefix + key, [(long)Math.Ceiling(lifetime.TotalMilliseconds)], cancellationToken));

    public async ValueTask<LimitCount> PeekAsync(string key, CancellationToken cancellationToken) =>
        ReadCount(await EvaluateAsync(LimitScripts.Peek, CountPrefix + key, [], cancellationToken));

    public async ValueTask ResetAsync(string key, CancellationToken cancellationToken) =>
        await RunAsync(database => database.KeyDeleteAsync(CountPrefix + key), cancellationToken);

    private Task<RedisResult> EvaluateAsync(string script, string key, RedisValue[] arguments, CancellationToken cancellationToken) =>
        RunAsync(database => database.ScriptEvaluateAsync(script, [key], arguments), cancellationToken);

    private async Task<T> RunAsync<T>(Func<IDatabase, Task<T>> operation, CancellationToken cancellationToken)
    {
        try
        {
            return await redis.RunAsync(operation, cancellationToken);
        }
        catch (RedisLostException exception)
        {
            throw new LimitsUnavailableException(exception.Message, exception);
        }
    }

    private static LimitCount ReadCount(RedisResult result)
    {
        var answer = (RedisResult[])result!;
        return new LimitCount((long)answer[0], TimeSpan.FromMilliseconds((long)answer[1]));
    }

    private static TimeSpan Duration(RedisResult microseconds) => TimeSpan.FromMicroseconds((long)microseconds);

    private static string Microseconds(TimeSpan value) => value.TotalMicroseconds.ToString("R", CultureInfo.InvariantCulture);
}
