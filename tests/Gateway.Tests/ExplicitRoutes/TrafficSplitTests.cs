using System.Collections.Concurrent;
using ToskaMesh.Gateway.Tests.Fixtures;
using ToskaMesh.Shared.Routing.Explicit;

namespace ToskaMesh.Gateway.Tests.ExplicitRoutes;

/// <summary>Splits through real connections, while instances come and go.</summary>
public sealed class TrafficSplitTests
{
    private const string Split = """
        {"access":"anonymous","match":{"path":"/shop/{**rest}"},
         "backends":[{"service":"shop","version":"1","weight":90},{"service":"shop","tags":["canary"],"weight":10}]
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Split90To10_Of20000Requests_IsWithinOnePercent_WhileInstancesComeAndGo()
    {
        await using var mesh = await SplitMesh.StartAsync(Routed.Route("shop", Split + "}"));

        var counts = await mesh.SendAsync(20_000, _ => null, mesh.ComeAndGoAsync);

        Assert.Equal(20_000, counts.Values.Sum(answers => answers.Count));
        Assert.InRange(counts["canary"].Count / 20_000.0, 0.09, 0.11);
    }

    [Fact]
    public async Task Sticky_TheSameKey_StaysWithItsBackend_AndManyKeysAreSplitByWeight()
    {
        await using var mesh = await SplitMesh.StartAsync(Routed.Route("shop", Split + """, "sticky":{"by":"header","name":"X-User"}}"""));

        var counts = await mesh.SendAsync(20_000, i => $"user-{i % 5_000}", mesh.ComeAndGoAsync);

        Assert.Empty(counts["canary"].Intersect(counts["stable"]));
        Assert.Equal(5_000, counts.Values.Sum(keys => keys.Distinct().Count()));
        Assert.InRange(counts["canary"].Distinct().Count() / 5_000.0, 0.09, 0.11);
    }

    [Fact]
    public async Task Sticky_BackendWithoutInstances_GivesItsKeysToTheOthers_AndTakesTheSameOnesBack()
    {
        await using var mesh = await SplitMesh.StartAsync(Routed.Route("shop", Split + """, "sticky":{"by":"query","name":"u"}}"""));
        var before = await mesh.SendAsync(500, i => $"{i}");

        await mesh.PublishAsync(withCanary: false);
        var without = await mesh.SendAsync(500, i => $"{i}");
        await mesh.PublishAsync(withCanary: true);
        var after = await mesh.SendAsync(500, i => $"{i}");

        Assert.Equal(500, without["stable"].Count);
        Assert.NotEmpty(before["canary"]);
        Assert.Equal(before["canary"].Order(StringComparer.Ordinal), after["canary"].Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Rollout_OfARoute_GivesTheCandidateItsShare_AndOnlyWidens()
    {
        const string To = """{"access":"anonymous","match":{"path":"/shop/{**rest}"},"sticky":{"by":"cookie","name":"sid"},"backends":[{"service":"shop","version":"VERSION"}]}""";
        var (stable, candidate) = (Routed.Definition(To.Replace("VERSION", "1", StringComparison.Ordinal)), Routed.Definition(To.Replace("VERSION", "2", StringComparison.Ordinal)));
        var rollout = Guid.NewGuid();
        await using var mesh = await SplitMesh.StartAsync(Route(10));

        var ten = await mesh.SendAsync(4_000, i => $"{i}");
        await mesh.PublishAsync(Route(50));
        var fifty = await mesh.SendAsync(4_000, i => $"{i}");

        Assert.InRange(ten["canary"].Count, 320, 480);
        Assert.InRange(fifty["canary"].Count, 1_850, 2_150);
        Assert.Empty(ten["canary"].Except(fifty["canary"]));
        Assert.Equal(ten["canary"].Count + fifty["canary"].Count, await mesh.Gateway.MetricAsync("toska_gateway_route_duration_seconds_count{code=\"2xx\",route=\"shop\",version=\"7\"}", Cancellation));

        ExplicitRoute Route(int percent) => new("shop", new RouteVersion(6, stable), new RouteCandidate(rollout, percent, 7, candidate));
    }

    /// <summary>A service of two subsets, and what its instances answered.</summary>
    private sealed class SplitMesh(TestGateway gateway, Upstream[] stable, Upstream[] canary) : IAsyncDisposable
    {
        public TestGateway Gateway => gateway;

        public static async Task<SplitMesh> StartAsync(ExplicitRoute route)
        {
            var mesh = new SplitMesh(
                await TestGateway.StartAsync(),
                [await Upstream.StartAsync("stable"), await Upstream.StartAsync("stable")],
                [await Upstream.StartAsync("canary"), await Upstream.StartAsync("canary")]);
            await mesh.PublishAsync(route);
            return mesh;
        }

        public Task PublishAsync(ExplicitRoute route)
        {
            gateway.Documents.Routes = [route];
            return PublishAsync(withCanary: true);
        }

        public Task PublishAsync(bool withCanary) => PublishAsync(2, withCanary ? 2 : 0);

        /// <summary>Instances of either subset leave and return, one always staying.</summary>
        public async Task ComeAndGoAsync(CancellationToken cancellationToken)
        {
            for (var i = 0; !cancellationToken.IsCancellationRequested; i++)
            {
                await PublishAsync(1 + (i % 2), 2 - (i / 2 % 2));
            }
        }

        /// <summary>Sends with 16 callers.</summary>
        /// <param name="key">Of each request, as header, query and cookie.</param>
        /// <returns>The keys by who answered.</returns>
        public async Task<IReadOnlyDictionary<string, ConcurrentBag<string>>> SendAsync(
            int requests, Func<int, string?> key, Func<CancellationToken, Task>? meanwhile = null)
        {
            var answers = new Dictionary<string, ConcurrentBag<string>> { ["stable"] = [], ["canary"] = [] };
            using var done = new CancellationTokenSource();
            var other = meanwhile?.Invoke(done.Token) ?? Task.CompletedTask;
            await Parallel.ForEachAsync(
                Enumerable.Range(0, requests),
                new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancellation },
                async (i, cancellationToken) =>
                {
                    var value = key(i);
                    using var request = new HttpRequestMessage(HttpMethod.Get, value is null ? "/shop/" : $"/shop/?u={value}");
                    if (value is not null)
                    {
                        request.Headers.Add("X-User", value);
                        request.Headers.Add("Cookie", $"sid={value}");
                    }

                    using var response = await gateway.Client.SendAsync(request, cancellationToken);
                    response.EnsureSuccessStatusCode();
                    answers[await response.Content.ReadAsStringAsync(cancellationToken)].Add(value ?? "");
                });
            await done.CancelAsync();
            await other;
            return answers;
        }

        public async ValueTask DisposeAsync()
        {
            await gateway.DisposeAsync();
            foreach (var upstream in stable.Concat(canary))
            {
                await upstream.DisposeAsync();
            }
        }

        private Task PublishAsync(int stableCount, int canaryCount) => gateway.PublishAsync(Routed.Open(
            "shop",
            [
                .. stable.Take(stableCount).Select((upstream, i) => upstream.Instance() with { Id = $"s{i}", Version = "1" }),
                .. canary.Take(canaryCount).Select((upstream, i) => upstream.Instance() with { Id = $"c{i}", Version = "2", Tags = ["canary", "z"] }),
            ]));
    }
}
