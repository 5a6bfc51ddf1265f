using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ToskaMesh.Functions.Tests.Registry;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing.Health;
using ToskaMesh.Testing.Observations;

namespace ToskaMesh.Functions.Tests.Observations;

public sealed class GatewayReportTests : IAsyncLifetime
{
    private const string Observations = "api/Status/observations";
    private const string Gateways = "api/Status/gateways";

    // Above that of whatever the app publishes by itself.
    private const long Epoch = long.MaxValue;

    private readonly RecordingProber _prober = new();
    private ControlPlaneUnderTest _mesh = null!;
    private HttpClient _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _mesh = await ControlPlaneUnderTest.StartAsync(services => services.Replace(ServiceDescriptor.Singleton<IProbeOnSuspicion>(_prober)));
        _gateway = await _mesh.GatewayAsync();
    }

    public ValueTask DisposeAsync() => _mesh.DisposeAsync();

    [Fact]
    public async Task Report_StatesAreProbedAndChangeNoHealth_FiguresAreCounted()
    {
        await _mesh.Admin.PostJsonAsync("api/ServiceRegistration/register", RegistrationTests.Body("orders", "o-1")).JsonAsync();
        var now = _mesh.Time.GetUtcNow();
        var report = Reports.From(
            "gw-1", Reports.Changed("o-1", ObservedState.Ejected, "refused"), Reports.Counted("o-2", now, TimeSpan.FromSeconds(9), new RequestFigures(7, 2, 1)));

        var answer = await SendAsync(_gateway, report).JsonAsync(HttpStatusCode.Accepted);

        Assert.Equal(1, (int?)answer["probed"]);
        Assert.Equal([InstanceId.Parse("o-1")], Assert.Single(_prober.Asked));
        Assert.Equal("Unknown", (string?)(await _mesh.Admin.ReadAsync("api/ServiceDiscovery/instances/o-1").JsonAsync())["status"]);
        var sums = await _mesh.Store.Reports.SumAsync([InstanceId.Parse("o-2")], FigurePeriods.Of(now, now), TestContext.Current.CancellationToken);
        Assert.Equal(new RequestFigures(7, 2, 1), Assert.Single(sums).Figures);
    }

    [Fact]
    public async Task Gateways_AreListedWithWhatTheyServeBy_AndWhetherItIsTheNewest()
    {
        await _mesh.Store.Mark.RecordAsync(new TableVersion(Epoch, 5), TestContext.Current.CancellationToken);
        var now = _mesh.Time.GetUtcNow();
        var rejected = new RejectedDocument("invalid", ["/services/0"], now);
        await SendAsync(_gateway, Reports.From("gw-a") with { Mode = GatewayMode.Active, Documents = [Reports.Applied(Epoch, 5, now)] }).JsonAsync(HttpStatusCode.Accepted);
        await SendAsync(_gateway, Reports.From("gw-b") with { Documents = [Reports.Applied(Epoch, 4, now, rejected)] }).JsonAsync(HttpStatusCode.Accepted);

        using var service = await _mesh.ServiceAsync("orders");
        var gateways = (await service.ReadAsync(Gateways).JsonAsync()).AsArray();

        Assert.Equal(["gw-a", "gw-b"], gateways.Select(gateway => (string?)gateway!["id"]));
        Assert.Equal([false, true], gateways.Select(gateway => (bool)gateway!["behind"]!));
        Assert.Equal("active", (string?)gateways[0]!["mode"]);
        Assert.Equal(now, (DateTimeOffset)gateways[0]!["lastSeen"]!);
        var document = gateways[1]!["documents"]![0]!;
        Assert.Equal(("routes.json", Epoch, 4), ((string?)document["name"], (long)document["applied"]!["epoch"]!, (int)document["applied"]!["version"]!));
        Assert.Equal(("invalid", "/services/0"), ((string?)document["rejected"]!["reason"], (string?)document["rejected"]!["errors"]![0]));
        Assert.Null(gateways[0]!["documents"]![0]!["rejected"]);
    }

    [Fact]
    public async Task Gateways_ArePaged()
    {
        foreach (var id in new[] { "a", "b", "c" })
        {
            await SendAsync(_gateway, Reports.From(id)).JsonAsync(HttpStatusCode.Accepted);
        }

        using var first = await _mesh.Admin.ReadAsync($"{Gateways}?limit=2");
        var link = Assert.Single(first.Headers.GetValues("Link"));
        var next = link[1..link.IndexOf('>', StringComparison.Ordinal)].TrimStart('/');

        Assert.Equal("c", (string?)Assert.Single((await _mesh.Admin.ReadAsync(next).JsonAsync()).AsArray())!["id"]);
        await _mesh.Admin.ReadAsync($"{Gateways}?limit=0").JsonAsync(HttpStatusCode.BadRequest);
        await _mesh.Admin.ReadAsync($"{Gateways}?zone=a").JsonAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Report_ByAService_Is403_AndSaysWhoseKeyIsNeeded()
    {
        using var service = await _mesh.ServiceAsync("orders");

        var problem = await SendAsync(service, Reports.From("gw-1")).JsonAsync(HttpStatusCode.Forbidden);

        Assert.Contains("role Gateway", (string?)problem["detail"], StringComparison.Ordinal);
        Assert.Empty((await _mesh.Admin.ReadAsync(Gateways).JsonAsync()).AsArray());
        await SendAsync(_mesh.Admin, Reports.From("gw-1")).JsonAsync(HttpStatusCode.Accepted);
    }

    [Theory]
    [InlineData("api/ServiceRegistration/register", true)]
    [InlineData("api/ServiceRegistration/heartbeat/o-1", false)]
    [InlineData("api/ServiceRegistration/deregister/o-1", false)]
    [InlineData("api/Commands/orders", false)]
    public async Task Write_ByAGateway_Is403(string path, bool isRegistration)
    {
        await _mesh.Admin.PostJsonAsync("api/ServiceRegistration/register", RegistrationTests.Body("orders", "o-1")).JsonAsync();
        var body = isRegistration ? RegistrationTests.Body("orders", "o-2") : """{"command":"x"}""";

        await _gateway.PostJsonAsync(path, body).JsonAsync(HttpStatusCode.Forbidden);

        Assert.Single((await _gateway.ReadAsync("api/ServiceDiscovery/services/orders/instances").JsonAsync()).AsArray());
        await _gateway.ReadAsync("api/Messaging/dead-letters").JsonAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Report_OfAnyAllowedSize_IsRead()
    {
        var wide = Enumerable.Range(0, ObservationLimits.Entries).Select(i => Reports.Changed($"{i}-{new string('i', 120)}", ObservedState.Failing, new string('o', 128))).ToList();

        Assert.InRange(GatewayReportJson.Serialize(Reports.From("gw", wide)).Length, 64 * 1024, ObservationLimits.Body);
        await SendAsync(_gateway, Reports.From("gw", wide)).JsonAsync(HttpStatusCode.Accepted);

        var padded = Encoding.UTF8.GetString(GatewayReportJson.Serialize(Reports.From("gw"))).PadRight(ObservationLimits.Body + 1);
        await _gateway.PostJsonAsync(Observations, padded).JsonAsync(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Report_WithFaults_NamesThem()
    {
        var problem = await _gateway.PostJsonAsync(Observations, """{"gateway":"no/slash","instances":[{"serviceName":"orders"}]}""").JsonAsync(HttpStatusCode.BadRequest);

        Assert.Equal(["/gateway", "/instances/0/serviceId"], problem.Pointers().Order(StringComparer.Ordinal));
        using var text = await _gateway.PostAsync(Observations, new StringContent("{}"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, text.StatusCode);
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, GatewayReport report) =>
        client.PostJsonAsync(Observations, Encoding.UTF8.GetString(GatewayReportJson.Serialize(report)));
}
