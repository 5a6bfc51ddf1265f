using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Testing.Observations;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Shared.Tests.Observations;

public sealed class InMemoryGatewayReportsTests : GatewayReportsContract
{
    protected override ValueTask<ReportsUnderTest> CreateAsync(FakeTimeProvider time)
    {
        var reports = new InMemoryMeshStore(time).Reports;
        return ValueTask.FromResult(new ReportsUnderTest(reports, reports, reports));
    }
}
