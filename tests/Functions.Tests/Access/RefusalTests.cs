using System.Diagnostics.Metrics;
using System.Net;
using ToskaMesh.Functions.Tests.Identity.Tokens;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Functions.Tests.Access;

/// <summary>Requests that are refused for who asks show, without filling anything, and whoever goes on has to wait.</summary>
public sealed class RefusalTests : IAsyncLifetime
{
    private const string Services = "api/ServiceDiscovery/services";

    private ControlPlaneUnderTest _mesh = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _mesh = await ControlPlaneUnderTest.StartAsync(null, "--Mesh:RateLimit:Refused=3", "--Mesh:RateLimit:TrustedProxies=10.0.0.0/8");

    public ValueTask DisposeAsync() => _mesh.DisposeAsync();

    [Fact]
    public async Task Network_ThatIsRefusedTooOften_HasToWait_AndAGoodCallerBehindItDoesNot()
    {
        var guesser = From("203.0.113.1", _mesh.Client(ApiKey.Generate("nobody").Reveal()));
        var forger = From("203.0.113.1", _mesh.Bearer("nonsense"));
        var nobody = From("203.0.113.1", _mesh.Client(null));
        foreach (var client in new[] { guesser, forger, nobody })
        {
            Assert.Equal(401, await StatusAsync(client));
        }

        using var refused = await guesser.ReadAsync(Services);

        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(20)), (refused.StatusCode, refused.Headers.RetryAfter?.Delta));
        Assert.Equal("\"refused\";q=3;w=60", Assert.Single(refused.Headers.GetValues("RateLimit-Policy")));
        Assert.Equal(429, await StatusAsync(nobody));
        Assert.Equal(200, await StatusAsync(From("203.0.113.1", _mesh.Client(_mesh.AdminKey.Reveal()))));
        Assert.Equal(200, await StatusAsync(From("203.0.113.1", _mesh.Bearer(await _mesh.TokenAsync(Claims.Admin)))));
        Assert.Equal(401, await StatusAsync(From("203.0.113.2", _mesh.Client(null))));

        _mesh.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(401, await StatusAsync(guesser));
    }

    /// <summary>Who has an expired token must learn that it is over, or they would never get another.</summary>
    [Fact]
    public async Task ExpiredToken_IsNeverToldToWait_AndNoRecord()
    {
        var token = await _mesh.TokenAsync(Claims.Admin);
        _mesh.Time.Advance(AccessTokenClaims.Lifetime + AccessTokenClaims.ClockSkew);
        var late = From("203.0.113.1", _mesh.Bearer(token));

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(401, await StatusAsync(late));
        }

        Assert.Empty(await RecordsAsync());
    }

    [Fact]
    public async Task Refusals_OfOneKind_AreRecordedByTheirSize()
    {
        var guesser = _mesh.Client(ApiKey.Generate("nobody").Reveal());
        for (var i = 0; i < 25; i++)
        {
            Assert.Equal(401, await StatusAsync(guesser));
        }

        var records = await RecordsAsync();
        Assert.Equal(
            ["invalid_key, 1 of it within an hour", "invalid_key, 10 of it within an hour"],
            records.Select(record => record.Detail).Order(StringComparer.Ordinal));
        Assert.All(records, record => Assert.Equal((null, "ListServices", false), (record.Actor, record.Target, record.Succeeded)));
    }

    [Fact]
    public async Task Forbidden_ByPolicyAndByFunction_NamesWhoAndWhat_AndIsNotLimited()
    {
        var service = await _mesh.ServiceAsync("orders");
        for (var i = 0; i < 5; i++)
        {
            using var policy = await service.ReadAsync("api/Auth/apikeys");
            Assert.Equal(HttpStatusCode.Forbidden, policy.StatusCode);
        }

        using var function = await (await _mesh.ServiceAsync("billing")).PostJsonAsync(
            "api/ServiceRegistration/register", """{"serviceName":"orders","serviceId":"o1","address":"127.0.0.1","port":1}""");
        Assert.Equal(HttpStatusCode.Forbidden, function.StatusCode);

        var records = await RecordsAsync();
        Assert.Equal(["ListApiKeys", "RegisterInstance"], records.Select(record => record.Target).Order(StringComparer.Ordinal));
        Assert.All(records, record => Assert.StartsWith("s-", record.Actor, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refusals_AreCountedByReason()
    {
        var counted = new List<string?>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "toska_access_refused")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            lock (counted)
            {
                counted.Add((string?)tags[0].Value);
            }
        });
        listener.Start();

        await StatusAsync(_mesh.Anonymous);
        await StatusAsync(_mesh.Bearer("nonsense"));

        // Other tests of this process may be refused meanwhile.
        lock (counted)
        {
            Assert.Contains("no_credential", counted);
            Assert.Contains("token_malformed", counted);
        }
    }

    private static HttpClient From(string address, HttpClient client)
    {
        client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        return client;
    }

    private static async Task<int> StatusAsync(HttpClient client)
    {
        using var response = await client.ReadAsync(Services);
        return (int)response.StatusCode;
    }

    private async Task<IReadOnlyList<SecurityEvent>> RecordsAsync()
    {
        var page = await _mesh.Audit.ListAsync(new AuditFilter(SecurityActions.AccessRefused), new ToskaMesh.Shared.Registry.PageRequest(100, null), Cancel);
        return page.Items;
    }
}
