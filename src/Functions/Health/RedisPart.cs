using System.Globalization;
using ToskaMesh.Redis;

namespace ToskaMesh.Functions.Health;

/// <summary>Redis. The mesh goes on without it, less well.</summary>
internal sealed class RedisPart(RedisConnection redis) : IHealthPart
{
    public string Name => "redis";

    public bool IsVital => false;

    public async Task<PartResult> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var answered = await redis.RunAsync(database => database.PingAsync(), cancellationToken);
            return PartResult.Healthy("Redis answers.") with
            {
                Data = new Dictionary<string, string> { ["roundTrip"] = answered.ToString("c", CultureInfo.InvariantCulture) },
            };
        }
        catch (RedisLostException)
        {
            return new PartResult(
                PartStatus.Degraded, "Redis does not answer: limits hold for each process alone, and gateways find new documents by polling.");
        }
    }
}
