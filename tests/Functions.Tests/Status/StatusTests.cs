using System.Net;
using ToskaMesh.Functions.Tests.Registry;

namespace ToskaMesh.Functions.Tests.Status;

public sealed class StatusTests : IAsyncLifetime
{
    private ControlPlaneUnderTest _mesh = null!;

    public async ValueTask InitializeAsync() => _mesh = await ControlPlaneUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _mesh.DisposeAsync();

    [Fact]
    public async Task Maintenance_TakesTheInstanceOut_AndBackIn()
    {
        await RegisterAsync("orders", "orders-1");

        var taken = await _mesh.Admin.PostJsonAsync("api/ServiceRegistration/maintenance/orders-1", """{"enabled":true,"reason":"patching"}""").JsonAsync();
        Assert.Equal(("Unhealthy", "patching"), ((string?)taken["status"], (string?)taken["maintenance"]));
        var status = Assert.Single((await _mesh.Admin.ReadAsync("api/Status/orders").JsonAsync()).AsArray())!;
        Assert.Equal(
            ("Unhealthy", "patching", "In maintenance: patching", false),
            ((string?)status["status"], (string?)status["maintenance"], (string?)status["message"], (bool)status["routed"]!));

        var back = await _mesh.Admin.PostJsonAsync("api/ServiceRegistration/maintenance/orders-1", """{"enabled":false}""").JsonAsync();
        Assert.Equal("Unknown", (string?)back["status"]);
        Assert.Null(back["maintenance"]);
    }

    [Fact]
    public async Task Maintenance_FaultyBody_NamesEveryFault()
    {
        var problem = await _mesh.Admin.PostJsonAsync("api/ServiceRegistration/maintenance/orders-1", """{"enabled":"yes","why":1,"reason":7}""")
            .JsonAsync(HttpStatusCode.BadRequest);

        Assert.Equal(["/enabled", "/reason", "/why"], problem["errors"]!.AsArray().Select(error => (string?)error!["pointer"]).Order());
        await _mesh.Admin.PostJsonAsync("api/ServiceRegistration/maintenance/nobody", """{"enabled":true}""").JsonAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task List_FiltersByServiceAndStatus_AndRefusesWhatItDoesNotKnow()
    {
        await RegisterAsync("orders", "orders-1");
        await RegisterAsync("stock", "stock-1", 5002);
        await _mesh.Admin.PostAsync("api/ServiceRegistration/heartbeat/stock-1");

        Assert.Equal(["orders-1", "stock-1"], await IdsAsync("api/Status"));
        Assert.Equal(["stock-1"], await IdsAsync("api/Status?status=healthy"));
        Assert.Equal(["stock-1"], await IdsAsync("api/Status?status=1&service=stock"));
        Assert.Empty(await IdsAsync("api/Status?status=healthy&service=orders"));
        Assert.Empty(await IdsAsync("api/Status/nobody"));
        var problem = await _mesh.Admin.ReadAsync("api/Status?status=ill&service=no%20name&stauts=1").JsonAsync(HttpStatusCode.BadRequest);
        Assert.Equal(["service", "status", "stauts"], problem["errors"]!.AsArray().Select(error => (string?)error!["parameter"]).Order());
        await _mesh.Anonymous.ReadAsync("api/Status").JsonAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task History_TellsTransitionsWithTheirReason()
    {
        await RegisterAsync("orders", "orders-1");
        await _mesh.Admin.PostJsonAsync("api/ServiceRegistration/health/orders-1", """{"status":"unhealthy","output":"out of memory"}""");
        await _mesh.Admin.PostJsonAsync("api/ServiceRegistration/health/orders-1", """{"status":"healthy"}""");

        var told = (await _mesh.Admin.ReadAsync("api/Status/orders/history").JsonAsync()).AsArray();

        Assert.Equal(
            [("Unhealthy", "Healthy", null), ("Unknown", "Unhealthy", "out of memory")],
            told.Select(change => ((string?)change!["previousStatus"], (string?)change["status"], (string?)change["output"])));
    }

    [Fact]
    public async Task Check_Now_AnswersWhatWasFound()
    {
        using var server = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var port = ((IPEndPoint)server.LocalEndpoint).Port;
        var body = RegistrationTests.Body("orders", "orders-1", ""","healthCheck":{"type":"tcp"}""", port).Replace("10.0.0.1", "127.0.0.1", StringComparison.Ordinal);
        await _mesh.Admin.PostJsonAsync("api/ServiceRegistration/register", body).JsonAsync();
        await RegisterAsync("stock", "stock-1");

        var answer = await _mesh.Admin.PostAsync("api/ServiceRegistration/health/check/orders-1").JsonAsync();
        Assert.Equal(("tcp", "Healthy", "Healthy"), ((string?)answer["type"], (string?)answer["result"], (string?)answer["status"]));
        server.Stop();
        answer = await _mesh.Admin.PostAsync("api/ServiceRegistration/health/check/orders-1").JsonAsync();
        Assert.Equal(("Unhealthy", "Healthy"), ((string?)answer["result"], (string?)answer["status"]));
        await _mesh.Admin.PostAsync("api/ServiceRegistration/health/check/stock-1").JsonAsync(HttpStatusCode.Conflict);
        await _mesh.Admin.PostAsync("api/ServiceRegistration/health/check/nobody").JsonAsync(HttpStatusCode.NotFound);
    }

    private async Task RegisterAsync(string service, string id, int port = 5001) =>
        await _mesh.Admin.PostJsonAsync("api/ServiceRegistration/register", RegistrationTests.Body(service, id, port: port)).JsonAsync();

    private async Task<IEnumerable<string?>> IdsAsync(string path) =>
        (await _mesh.Admin.ReadAsync(path).JsonAsync()).AsArray().Select(status => (string?)status!["serviceId"]);
}
