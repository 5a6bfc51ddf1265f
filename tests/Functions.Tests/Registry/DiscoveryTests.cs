using System.Net;
using System.Text.Json.Nodes;

namespace ToskaMesh.Functions.Tests.Registry;

public sealed class DiscoveryTests : IAsyncLifetime
{
    private const string Instances = "api/ServiceDiscovery/services/orders/instances";

    private ControlPlaneUnderTest _mesh = null!;

    public async ValueTask InitializeAsync()
    {
        _mesh = await ControlPlaneUnderTest.StartAsync();
        await RegisterAsync("orders", "o-1", ""","tags":["a","b"],"zone":"z1","metadata":{"team":"x"}""", 1);
        await RegisterAsync("orders", "o-2", ""","tags":["a"],"zone":"z2","metadata":{"team":"y"}""", 2);
        await RegisterAsync("stock", "s-1", "", 3);
    }

    public ValueTask DisposeAsync() => _mesh.DisposeAsync();

    [Fact]
    public async Task ListServices_AnswersNamesInOrder() =>
        Assert.Equal(["orders", "stock"], Strings(await _mesh.Admin.ReadAsync("api/ServiceDiscovery/services").JsonAsync()));

    [Theory]
    [InlineData("", "o-1,o-2")]
    [InlineData("?tag=a", "o-1,o-2")]
    [InlineData("?tag=a&tag=b", "o-1")]
    [InlineData("?zone=z2", "o-2")]
    [InlineData("?tag=c", "")]
    [InlineData("/healthy", "o-2")]
    [InlineData("/tracking", "o-1,o-2")]
    public async Task ListInstances_Filter_AnswersThoseThatMatch(string query, string expected)
    {
        await _mesh.Admin.PostAsync("api/ServiceRegistration/heartbeat/o-2").JsonAsync();

        Assert.Equal(expected, await IdsAsync(Instances + query));
    }

    [Fact]
    public async Task ListInstances_NameInAnotherCaseAndTrailingSlash_IsTheSame() =>
        Assert.Equal("o-1,o-2", await IdsAsync("API/servicediscovery/Services/ORDERS/instances/"));

    [Fact]
    public async Task ListInstances_ExpiredLease_ReadsAsUnhealthyWithoutATick()
    {
        await PassAsync(20);
        _mesh.Time.Advance(TimeSpan.FromSeconds(11));

        var instance = await _mesh.Admin.ReadAsync("api/ServiceDiscovery/instances/o-1").JsonAsync();

        Assert.Equal("Unhealthy", (string?)instance["status"]);
    }

    [Theory]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=1001", "limit")]
    [InlineData("?limit=1&limit=2", "limit")]
    [InlineData("?continuation=%21", "continuation")]
    [InlineData("?tag=", "tag")]
    [InlineData("?tags=a", "tags")]
    public async Task ListInstances_FaultyParameter_IsRefused(string query, string parameter)
    {
        var problem = await _mesh.Admin.ReadAsync(Instances + query).JsonAsync(HttpStatusCode.BadRequest);

        Assert.Equal(parameter, (string?)Assert.Single(problem["errors"]!.AsArray())!["parameter"]);
    }

    [Fact]
    public async Task ListInstances_Pages_AreReachedByTheirLinks()
    {
        var seen = new List<string>();
        for (var path = Instances + "?limit=1&tag=a"; path is not null;)
        {
            using var response = await _mesh.Admin.ReadAsync(path);
            var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
            seen.Add((string)Assert.Single(body.AsArray())!["serviceId"]!);
            path = response.Headers.TryGetValues("Link", out var links) ? Next(Assert.Single(links)) : null;
        }

        Assert.Equal(["o-1", "o-2"], seen);
    }

    [Fact]
    public async Task Read_WithTheTagOfBefore_Is304UntilSomethingChanges()
    {
        var tag = await TagAsync(Instances);

        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(Instances, tag));
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(Instances, $"\"other\", {tag}"));
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(Instances, tag[2..]));
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(Instances, "*"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Instances, "W/\"other\""));
        await _mesh.Admin.PostJsonAsync("api/ServiceRegistration/metadata/o-1", """{"metadata":{"team":"z"}}""").JsonAsync();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Instances, tag));
    }

    [Theory]
    [InlineData("api/ServiceDiscovery/services/orders/instances")]
    [InlineData("api/ServiceDiscovery/services/orders/instances/tracking")]
    [InlineData("api/ServiceDiscovery/services/orders/metadata")]
    [InlineData("api/ServiceDiscovery/instances/o-1")]
    [InlineData("api/ServiceDiscovery/instances/o-1/tracking")]
    [InlineData("api/ServiceDiscovery/services")]
    public async Task Read_AfterAHeartbeat_IsStillTheSame(string path)
    {
        await _mesh.Admin.PostAsync("api/ServiceRegistration/heartbeat/o-1").JsonAsync();
        var tag = await TagAsync(path);

        _mesh.Time.Advance(TimeSpan.FromSeconds(5));
        await _mesh.Admin.PostAsync("api/ServiceRegistration/heartbeat/o-1").JsonAsync();

        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(path, tag));
    }

    [Fact]
    public async Task Read_ALeaseThatRanOut_IsNewsWithoutAWrite()
    {
        await PassAsync(20);
        var tag = await TagAsync(Instances);

        _mesh.Time.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Instances, tag));
    }

    [Fact]
    public async Task DescribeMetadata_CountsValues()
    {
        var metadata = await _mesh.Admin.ReadAsync("api/ServiceDiscovery/services/orders/metadata").JsonAsync();

        Assert.Equal(2, (int?)metadata["instanceCount"]);
        Assert.Equal("team", (string?)metadata["keys"]![0]!["key"]);
        Assert.Equal(["x", "y"], Strings(metadata["keys"]![0]!["values"]!));
    }

    [Fact]
    public async Task Read_AnyServicesKey_IsEnough()
    {
        var other = await _mesh.ServiceAsync("other");

        await other.ReadAsync(Instances).JsonAsync();
    }

    private static IEnumerable<string?> Strings(JsonNode array) => array.AsArray().Select(item => (string?)item);

    private static string Next(string link)
    {
        Assert.EndsWith(">; rel=\"next\"", link, StringComparison.Ordinal);
        return link[1..link.IndexOf('>', StringComparison.Ordinal)];
    }

    // Of a control plane that is awake.
    private async Task PassAsync(int seconds)
    {
        for (var passed = 0; passed < seconds; passed += 10)
        {
            await _mesh.Store.Registry.SweepAsync(TestContext.Current.CancellationToken);
            _mesh.Time.Advance(TimeSpan.FromSeconds(10));
        }

        await _mesh.Store.Registry.SweepAsync(TestContext.Current.CancellationToken);
    }

    private async Task RegisterAsync(string service, string id, string rest, int port) =>
        await _mesh.Admin.PostJsonAsync("api/ServiceRegistration/register", RegistrationTests.Body(service, id, rest, port)).JsonAsync();

    private async Task<string> IdsAsync(string path) =>
        string.Join(',', (await _mesh.Admin.ReadAsync(path).JsonAsync()).AsArray().Select(item => (string?)item!["serviceId"]));

    private async Task<string> TagAsync(string path)
    {
        using var response = await _mesh.Admin.ReadAsync(path);
        return Assert.Single(response.Headers.GetValues("ETag"));
    }

    private async Task<HttpStatusCode> StatusAsync(string path, string ifNoneMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        using var response = await _mesh.Admin.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(response.Headers.Contains("ETag"));
        return response.StatusCode;
    }
}
