using System.Net;
using ToskaMesh.Functions.Tests.Registry;

namespace ToskaMesh.Functions.Tests.Messaging;

public sealed class ServiceEventsApiTests : IAsyncLifetime
{
    private ControlPlaneUnderTest _mesh = null!;

    public async ValueTask InitializeAsync() => _mesh = await ControlPlaneUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _mesh.DisposeAsync();

    [Fact]
    public async Task Events_TellAnInstancesWay_NewestFirst()
    {
        await _mesh.Admin.PostJsonAsync("api/ServiceRegistration/register", RegistrationTests.Body("orders", "o-1")).JsonAsync();
        _mesh.Time.Advance(TimeSpan.FromSeconds(1));
        await _mesh.Admin.PostAsync("api/ServiceRegistration/heartbeat/o-1").JsonAsync();
        _mesh.Time.Advance(TimeSpan.FromSeconds(1));
        await _mesh.Admin.PostAsync("api/ServiceRegistration/deregister/o-1").JsonAsync();

        var reader = await _mesh.ServiceAsync("other");
        var events = (await reader.ReadAsync("api/ServiceDiscovery/services/Orders/events").JsonAsync()).AsArray();

        Assert.Equal(
            ["toskamesh.service.deregistered.v1", "toskamesh.service.health-changed.v1", "toskamesh.service.registered.v1"],
            events.Select(@event => (string?)@event!["type"]));
        Assert.Equal(("requested", "o-1", "orders"), ((string?)events[0]!["reason"], (string?)events[0]!["serviceId"], (string?)events[0]!["serviceName"]));
        Assert.Equal(("Unknown", "Healthy"), ((string?)events[1]!["previousStatus"], (string?)events[1]!["status"]));
    }

    [Fact]
    public async Task Events_OfAnUnknownService_AreNone() =>
        Assert.Empty((await _mesh.Admin.ReadAsync("api/ServiceDiscovery/services/nobody/events").JsonAsync()).AsArray());

    [Theory]
    [InlineData("api/ServiceDiscovery/services/no spaces/events")]
    [InlineData("api/ServiceDiscovery/services/orders/events?zone=z")]
    [InlineData("api/ServiceDiscovery/services/orders/events?limit=1001")]
    public async Task Events_AskedWrongly_SaySo(string path) => await _mesh.Admin.ReadAsync(path).JsonAsync(HttpStatusCode.BadRequest);
}
