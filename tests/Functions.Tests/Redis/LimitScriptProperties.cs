using CsCheck;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;
using ToskaMesh.Redis;
using ToskaMesh.Shared.Limits;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Functions.Tests.Redis;

/// <summary>The script and the rules decide alike.</summary>
public sealed class LimitScriptProperties
{
    // Keys expire by the server's clock, which goes on while the test's stands still: here they stay.
    private static readonly string AtAGivenTime =
        "local now = tonumber(ARGV[4])\n" + LimitScripts.Take.Replace("math.ceil(reset / 1000)", "3600000", StringComparison.Ordinal);

    private static readonly Gen<RateLimit> Limits = Gen.Select(
        Gen.Int[1, 100_000], Gen.Int[1_000, 3_600_000], (permits, milliseconds) => new RateLimit(permits, TimeSpan.FromMilliseconds(milliseconds)));

    [Fact]
    public async Task AnyRequests_ScriptAndMemory_DecideAlike()
    {
        var server = await SharedServer.OfAsync<RedisServer>();
        await using var connection = await ConnectionMultiplexer.ConnectAsync(server.Configuration);
        var database = connection.GetDatabase();

        await Gen.Select(Limits, Gen.Select(Gen.Double[0, 0.2], Gen.Double[0, 1]).Array[1, 25]).SampleAsync(
            async (limit, requests) =>
            {
                RedisKey key = Guid.NewGuid().ToString("n");
                var time = new FakeTimeProvider();
                var memory = new InMemoryLimitCounters(time);
                foreach (var (pause, share) in requests)
                {
                    time.Advance(TimeSpan.FromMicroseconds(Math.Floor(pause * limit.Window.TotalMicroseconds)));
                    var permits = Math.Clamp((int)(share * limit.Permits), 1, limit.Permits);
                    var now = (long)time.GetElapsedTime(0).TotalMicroseconds;
                    var expected = await memory.AcquireAsync("a", limit, permits, CancellationToken.None);
                    var answer = (long[])(await database.ScriptEvaluateAsync(
                        AtAGivenTime, [key], [limit.Permits, limit.Window.TotalMicroseconds, permits, now]))!;

                    Assert.Equal(expected, new LimitDecision(
                        answer[0] == 1, answer[1], TimeSpan.FromMicroseconds(answer[2]), TimeSpan.FromMicroseconds(answer[3])));
                }
            },
            iter: 100);
    }
}
