using ToskaMesh.Shared.Observations;

namespace ToskaMesh.Gateway.Tests.Observations;

public sealed class InstanceTrafficTests : IDisposable
{
    private readonly ReporterUnderTest _gateway = new();

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public async Task Count_ByManyWhileItIsTaken_LosesNothingAndListsTheInstanceOnce()
    {
        const int PerThread = 20_000;
        var traffic = _gateway.TrafficOf("a");
        var sum = RequestFigures.None;
        var counting = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < PerThread; i++)
            {
                traffic.Count(failed: i % 2 == 0, serverError: i % 4 == 1);
            }
        })).ToArray();

        while (!counting.All(task => task.IsCompleted) || _gateway.Traffic.Count > 0)
        {
            Assert.InRange(_gateway.Traffic.Count, 0, 1);
            if (_gateway.Traffic.TryTake(out var taken))
            {
                sum += taken.Take();
            }
        }

        await Task.WhenAll(counting);
        Assert.Equal(new RequestFigures(4 * PerThread, 2 * PerThread, PerThread), sum);
    }
}
