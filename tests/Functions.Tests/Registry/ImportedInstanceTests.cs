using System.Net;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Functions.Tests.Registry;

public sealed class ImportedInstanceTests : IAsyncLifetime
{
    private ControlPlaneUnderTest _mesh = null!;

    public async ValueTask InitializeAsync()
    {
        _mesh = await ControlPlaneUnderTest.StartAsync();
        await _mesh.Store.Registry.ImportAsync(Imports.Batch(Imports.Of("orders", "c-1")), TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _mesh.DisposeAsync();

    [Fact]
    public async Task Discovery_OfAnImportedInstance_SaysWhereItComesFrom()
    {
        var found = await _mesh.Admin.ReadAsync("api/ServiceDiscovery/instances/c-1").JsonAsync();

        Assert.Equal((Imports.Source, 0, null), ((string?)found["source"], (int?)found["leaseSeconds"], (string?)found["expiresAt"]));
    }

    [Theory]
    [InlineData("api/ServiceRegistration/heartbeat/c-1", "{}")]
    [InlineData("api/ServiceRegistration/health/c-1", """{"status":"healthy"}""")]
    [InlineData("api/ServiceRegistration/metadata/c-1", """{"metadata":{"a":"b"}}""")]
    [InlineData("api/ServiceRegistration/register", """{"serviceName":"orders","serviceId":"c-1","address":"10.0.0.9","port":81}""")]
    public async Task Write_OfAnImportedInstance_IsAConflict(string path, string body)
    {
        var problem = await _mesh.Admin.PostJsonAsync(path, body).JsonAsync(HttpStatusCode.Conflict);

        Assert.Contains(Imports.Source, (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deregistration_OfAnImportedInstance_IsForAdminsOnly()
    {
        var service = await _mesh.ServiceAsync("orders");

        await service.PostAsync("api/ServiceRegistration/deregister/c-1").JsonAsync(HttpStatusCode.Conflict);
        await _mesh.Admin.PostAsync("api/ServiceRegistration/deregister/c-1").JsonAsync();
    }
}
