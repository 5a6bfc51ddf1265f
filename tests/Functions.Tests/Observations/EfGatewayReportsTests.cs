using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Tests.Store;
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

    protected override async ValueTask<ReportsUnderTest> CreateAsync(FakeTimeProvider time)
    {
        _store = await MeshStoreUnderTest.OpenAsync(_directory.Path, time);
        return _store.Reports;
    }
}
