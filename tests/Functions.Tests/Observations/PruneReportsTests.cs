using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Observations;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Tests.Observations;

public sealed class PruneReportsTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_AtEachTick_PrunesOnceAMinute_AndAllThatIsThere()
    {
        var reports = new CountingReports(sweeps: 3);
        var prune = new PruneReports(reports, _time);

        await prune.RunAsync(Cancel);
        await prune.RunAsync(Cancel);
        Assert.Equal(3, reports.Sweeps);

        _time.Advance(TimeSpan.FromMinutes(1));
        await prune.RunAsync(Cancel);
        Assert.Equal(4, reports.Sweeps);
    }

    [Fact]
    public async Task Run_MoreThanOneTickDoes_GoesOnWithTheNext()
    {
        var reports = new CountingReports(sweeps: 15);
        var prune = new PruneReports(reports, _time);

        await prune.RunAsync(Cancel);
        Assert.Equal(10, reports.Sweeps);
        await prune.RunAsync(Cancel);
        Assert.Equal(15, reports.Sweeps);
    }

    private sealed class CountingReports(int sweeps) : IGatewayReports
    {
        public int Sweeps { get; private set; }

        public Task<bool> PruneAsync(CancellationToken cancellationToken) => Task.FromResult(++Sweeps < sweeps);

        public Task RecordAsync(GatewayReport report, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Page<SeenGateway>> ListAsync(PageRequest page, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
