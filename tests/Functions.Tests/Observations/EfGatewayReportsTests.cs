using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Observations;
using ToskaMesh.Functions.Store;
using ToskaMesh.Functions.Tests.Store;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Observations;

namespace ToskaMesh.Functions.Tests.Observations;

public sealed class EfGatewayReportsTests : GatewayReportsContract
{
    private readonly TemporaryDirectory _directory = new();
    private MeshStoreUnderTest? _store;

    public override async ValueTask DisposeAsync()
    {
        await (_store?.DisposeAsync() ?? default);
        _directory.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Figures_ThatAreNotCounted_AreAWarning()
    {
        var log = new RecordingLogger<EfGatewayReports>();
        var reports = new EfGatewayReports(_store!.Services.GetRequiredService<IDbContextFactory<MeshDbContext>>(), _store.Writer, Time, log);
        var (now, ten) = (Time.GetUtcNow(), TimeSpan.FromSeconds(10));
        foreach (var (gateway, start) in new[] { ("well", now), ("well", now), ("ahead", now + ObservationLimits.Skew), ("twice", now), ("twice", now.AddSeconds(5)), ("behind", now - ObservationLimits.FigureRetention - ten) })
        {
            await reports.RecordAsync(Reports.From(gateway, Reports.Counted("o-1", start, ten, new RequestFigures(1, 0, 0))), Cancel);
        }

        Assert.Equal(["ahead", "twice", "behind"], log.Of(LogLevel.Warning).Select(line => line.Split("the gateway ")[1].Split(' ')[0]));
    }

    protected override async ValueTask<ReportsUnderTest> CreateAsync(FakeTimeProvider time)
    {
        _store = await MeshStoreUnderTest.OpenAsync(_directory.Path, time);
        return _store.Reports;
    }
}
