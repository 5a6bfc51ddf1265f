using System.Net;

namespace ToskaMesh.Functions.Tests.Limits;

public sealed class RateLimitTests
{
    private const string Services = "api/ServiceDiscovery/services";

    private static readonly string[] Few = ["--Mesh:RateLimit:Reads=2", "--Mesh:RateLimit:Writes=1", "--Mesh:RateLimit:Anonymous=1"];

    [Fact]
    public async Task Reads_BeyondTheLimit_AreRefusedUntilItsTime()
    {
        await using var mesh = await ControlPlaneUnderTest.StartAsync(null, Few);
        for (var i = 0; i < 2; i++)
        {
            await mesh.Admin.ReadAsync(Services).JsonAsync();
        }

        using var refused = await mesh.Admin.ReadAsync(Services);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.Equal(TimeSpan.FromSeconds(30), refused.Headers.RetryAfter?.Delta);
        Assert.Equal("\"reads\";q=2;w=60", Assert.Single(refused.Headers.GetValues("RateLimit-Policy")));
        Assert.Equal("\"reads\";r=0;t=60", Assert.Single(refused.Headers.GetValues("RateLimit")));

        mesh.Time.Advance(TimeSpan.FromSeconds(30));
        await mesh.Admin.ReadAsync(Services).JsonAsync();
    }

    [Fact]
    public async Task Limits_OfReadsWritesAndKeys_AreApart()
    {
        await using var mesh = await ControlPlaneUnderTest.StartAsync(null, Few);
        var other = await mesh.ServiceAsync("orders");
        await ExhaustAsync(mesh.Admin);

        using var written = await mesh.Admin.PostAsync("api/ServiceRegistration/heartbeat/unknown");
        Assert.Equal(HttpStatusCode.NotFound, written.StatusCode);
        using var again = await mesh.Admin.PostAsync("api/ServiceRegistration/heartbeat/unknown");
        Assert.Equal(HttpStatusCode.TooManyRequests, again.StatusCode);
        await other.ReadAsync(Services).JsonAsync();
    }

    [Fact]
    public async Task Anonymous_CallersOfUnknownAddress_ShutNobodyOut()
    {
        await using var mesh = await ControlPlaneUnderTest.StartAsync(null, Few);
        for (var i = 0; i < 5; i++)
        {
            await mesh.Anonymous.ReadAsync("openapi.json").JsonAsync();

            // Without trusted proxies the header is anybody's word, and counts for nothing.
            Assert.Equal(HttpStatusCode.OK, await FromAsync(mesh, "203.0.113.1"));
        }
    }

    [Fact]
    public async Task Anonymous_PastTheProxies_ShareNoCount()
    {
        await using var mesh = await ControlPlaneUnderTest.StartAsync(null, [.. Few, "--Mesh:RateLimit:TrustedProxies=10.0.0.0/8"]);
        for (var i = 0; i < 5; i++)
        {
            await mesh.Anonymous.ReadAsync("openapi.json").JsonAsync();
        }
    }

    [Fact]
    public async Task Health_BeyondTheLimit_Answers()
    {
        await using var mesh = await ControlPlaneUnderTest.StartAsync(null, [.. Few, "--Mesh:RateLimit:TrustedProxies=10.0.0.0/8"]);
        mesh.Anonymous.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.1");
        for (var i = 0; i < 5; i++)
        {
            await mesh.Anonymous.ReadAsync("health/live").JsonAsync();
        }
    }

    [Fact]
    public async Task Anonymous_BehindTrustedProxies_EachAddressHasItsOwn()
    {
        await using var mesh = await ControlPlaneUnderTest.StartAsync(null, [.. Few, "--Mesh:RateLimit:TrustedProxies=10.0.0.0/8,127.0.0.1"]);

        Assert.Equal(HttpStatusCode.OK, await FromAsync(mesh, "203.0.113.1, 10.0.0.1"));
        Assert.Equal(HttpStatusCode.OK, await FromAsync(mesh, "203.0.113.2"));
        Assert.Equal(HttpStatusCode.OK, await FromAsync(mesh, "203.0.113.3, ::ffff:10.0.0.1"));
        Assert.Equal(HttpStatusCode.OK, await FromAsync(mesh, "203.0.113.4, ::ffff:10.0.0.1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await FromAsync(mesh, "198.51.100.7, 203.0.113.1, 10.0.0.1"));
    }

    [Fact]
    public async Task Zero_IsNoLimit_AndTheDefaultsAreFarAway()
    {
        await using var mesh = await ControlPlaneUnderTest.StartAsync(null, "--Mesh:RateLimit:Anonymous=0");
        for (var i = 0; i < 50; i++)
        {
            await mesh.Anonymous.ReadAsync("openapi.json").JsonAsync();
            await mesh.Admin.ReadAsync(Services).JsonAsync();
        }
    }

    private static async Task ExhaustAsync(HttpClient client)
    {
        HttpStatusCode status;
        do
        {
            using var response = await client.ReadAsync(Services);
            status = response.StatusCode;
        }
        while (status == HttpStatusCode.OK);
    }

    private static async Task<HttpStatusCode> FromAsync(ControlPlaneUnderTest mesh, string chain)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "openapi.json");
        request.Headers.Add("X-Forwarded-For", chain);
        using var response = await mesh.Anonymous.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
