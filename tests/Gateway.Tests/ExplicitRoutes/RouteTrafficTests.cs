using ToskaMesh.Gateway.ExplicitRoutes;
using ToskaMesh.Gateway.Tests.Observations;
using ToskaMesh.Shared.Observations;

namespace ToskaMesh.Gateway.Tests.ExplicitRoutes;

public sealed class RouteTrafficTests : IDisposable
{
    private readonly ReporterUnderTest _gateway = new();

    private RouteTraffic Traffic => _gateway.Routes.Of("shop", 2, 5);

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public void Count_AllocatesNothing()
    {
        var traffic = Traffic;
        traffic.Count(failed: true, serverError: true);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++)
        {
            traffic.Count(failed: false, serverError: i % 2 == 0);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public async Task Count_WhileItIsTaken_LosesNothing()
    {
        var (traffic, sum) = (Traffic, RequestFigures.None);
        var counting = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                traffic.Count(failed: i % 2 == 0, serverError: i % 4 == 1);
            }
        })));
        while (!counting.IsCompleted)
        {
            sum += traffic.Take();
        }

        await counting;
        Assert.Equal(new RequestFigures(80_000, 40_000, 20_000), sum + traffic.Take());
    }
}
