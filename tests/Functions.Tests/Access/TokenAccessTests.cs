using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using ToskaMesh.Functions.Tests.Identity.Tokens;
using ToskaMesh.Functions.Tests.Registry;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Functions.Tests.Access;

/// <summary>Access tokens, good and bad, shown to the control plane.</summary>
public sealed class TokenAccessTests : IAsyncLifetime
{
    private const string ForAnybody = "api/ServiceDiscovery/services";
    private const string ForAdmins = "api/Messaging/dead-letters";

    private ControlPlaneUnderTest _mesh = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _mesh = await ControlPlaneUnderTest.StartAsync();
        await _mesh.Admin.PostJsonAsync("api/ServiceRegistration/register", RegistrationTests.Body("orders", "o-1")).JsonAsync();
    }

    public ValueTask DisposeAsync() => _mesh.DisposeAsync();

    [Fact]
    public async Task Token_OfEachRole_IsWhoItSays()
    {
        await ExpectAsync(Claims.User, (ForAnybody, 200), (ForAdmins, 403));
        await ExpectAsync(Claims.Admin, (ForAnybody, 200), (ForAdmins, 200));
        await ExpectAsync(Claims.Service("orders"), (ForAnybody, 200), (ForAdmins, 403));
        await ExpectAsync(Claims.Gateway, (ForAnybody, 200), (ForAdmins, 403));
    }

    [Theory]
    [InlineData("api/ServiceRegistration/register", """{"serviceName":"orders","serviceId":"o-2","address":"10.0.0.2","port":80}""")]
    [InlineData("api/ServiceRegistration/heartbeat/o-1", "")]
    [InlineData("api/ServiceRegistration/health/o-1", """{"status":"Unhealthy"}""")]
    [InlineData("api/ServiceRegistration/maintenance/o-1", """{"enabled":true}""")]
    [InlineData("api/ServiceRegistration/metadata/o-1", """{"metadata":{"a":"b"}}""")]
    [InlineData("api/ServiceRegistration/deregister/o-1", "")]
    [InlineData("api/ServiceRegistration/health/check/o-1", "")]
    [InlineData("api/Commands/orders", """{"command":"reindex"}""")]
    [InlineData("api/Status/observations", "{}")]
    public async Task Write_OfAUserOrAForeignService_IsForbidden(string path, string body)
    {
        foreach (var claims in new[] { Claims.User, Claims.Service("billing") })
        {
            using var response = await _mesh.Bearer(await _mesh.TokenAsync(claims)).PostJsonAsync(path, body);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }
    }

    [Fact]
    public async Task Write_OfTheServicesOwnIdentity_IsDone()
    {
        using var own = await _mesh.Bearer(await _mesh.TokenAsync(Claims.Service("orders"))).PostAsync("api/ServiceRegistration/heartbeat/o-1");
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
    }

    [Fact]
    public async Task Token_IsAcceptedUntilItExpiredByEveryClock()
    {
        var client = _mesh.Bearer(await _mesh.TokenAsync(Claims.User));
        _mesh.Time.Advance(AccessTokenClaims.Lifetime + AccessTokenClaims.ClockSkew - TimeSpan.FromSeconds(1));
        await client.ReadAsync(ForAnybody).JsonAsync();
        _mesh.Time.Advance(TimeSpan.FromSeconds(1));
        await AssertInvalidAsync(client);
    }

    [Fact]
    public async Task Token_ForAnotherAudience_IsRefused() =>
        await AssertInvalidAsync(_mesh.Bearer(await _mesh.TokenAsync(Claims.Admin with { Audience = Audiences.Services })));

    [Fact]
    public async Task Token_OfARevokedSession_IsRefused_AndOthersAreNot()
    {
        var ended = _mesh.Bearer(await _mesh.TokenAsync(Claims.User));
        var other = _mesh.Bearer(await _mesh.TokenAsync(Claims.User with { SessionId = "another" }));
        await ended.ReadAsync(ForAnybody).JsonAsync();

        _mesh.RevokedSessions.Add(new RevokedSession(Claims.User.SessionId, _mesh.Time.GetUtcNow() + TimeSpan.FromMinutes(12)));

        await AssertInvalidAsync(ended);
        await other.ReadAsync(ForAnybody).JsonAsync();
    }

    [Fact]
    public async Task Token_OfAKeyThatIsGone_IsRefused()
    {
        var old = await _mesh.TokenAsync(Claims.Admin);
        _mesh.SigningKeys.Clear();
        var fresh = await _mesh.TokenAsync(Claims.Admin);

        await AssertInvalidAsync(_mesh.Bearer(old));
        await _mesh.Bearer(fresh).ReadAsync(ForAnybody).JsonAsync();
    }

    [Fact]
    public async Task Token_ThatIsForged_IsRefused()
    {
        var good = (await _mesh.TokenAsync(Claims.Admin)).Split('.');
        var key = Assert.Single(await _mesh.SigningKeys.ListAsync(Cancel)).Key.Public;
        var noSignature = Base64Url.EncodeToString(new byte[64]);
        using var strangers = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var input = $"{good[0]}.{good[1]}";
        var hmac = $"{Header("HS256", key.KeyId)}.{good[1]}";
        string[] forged =
        [
            $"{Header("none", key.KeyId)}.{good[1]}.",
            $"{Header("none", key.KeyId)}.{good[1]}.{noSignature}",
            $"{Header("none", key.KeyId)}.{good[1]}.{good[2]}",
            $"{hmac}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.ASCII.GetBytes($$"""{"kty":"EC","crv":"P-256","x":"{{key.X}}","y":"{{key.Y}}"}"""), Encoding.ASCII.GetBytes(hmac)))}",
            $"{hmac}.{Base64Url.EncodeToString(HMACSHA512.HashData(Pem(key), Encoding.ASCII.GetBytes(hmac)))}",
            $"{input}.{noSignature}",
            $"{input}.{Base64Url.EncodeToString(strangers.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256))}",
            $"{Header("ES256", "unknown")}.{good[1]}.{good[2]}",
            "nonsense",
            "",
        ];

        foreach (var token in forged)
        {
            await AssertInvalidAsync(_mesh.Bearer(token));
        }
    }

    [Fact]
    public async Task TwoCredentials_AreRefused_WhateverTheyAreWorth()
    {
        var client = _mesh.Client(_mesh.AdminKey.Reveal());
        client.DefaultRequestHeaders.Authorization = new("Bearer", await _mesh.TokenAsync(Claims.Admin));

        var problem = await client.ReadAsync(ForAnybody).JsonAsync(HttpStatusCode.BadRequest);

        Assert.Equal("urn:toskamesh:problem:two-credentials", (string?)problem["type"]);
    }

    [Fact]
    public async Task StoreThatCannotSay_IsNoYes()
    {
        var client = _mesh.Bearer(await _mesh.TokenAsync(Claims.Admin));
        _mesh.SigningKeys.IsUnreachable = true;

        using var response = await client.ReadAsync(ForAnybody);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    private static string Header(string algorithm, string keyId) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes($$"""{"alg":"{{algorithm}}","typ":"at+jwt","kid":"{{keyId}}"}"""));

    private static byte[] Pem(PublishedSigningKey key)
    {
        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64Url.DecodeFromChars(key.X), Y = Base64Url.DecodeFromChars(key.Y) },
        });
        return Encoding.ASCII.GetBytes(ecdsa.ExportSubjectPublicKeyInfoPem());
    }

    private async Task ExpectAsync(AccessTokenClaims claims, params (string Path, int Status)[] expected)
    {
        var client = _mesh.Bearer(await _mesh.TokenAsync(claims));
        foreach (var (path, status) in expected)
        {
            using var response = await client.ReadAsync(path);
            Assert.Equal((path, status), (path, (int)response.StatusCode));
            Assert.Equal(status == 403, response.Headers.WwwAuthenticate.ToString().Contains("insufficient_scope", StringComparison.Ordinal));
        }
    }

    private static async Task AssertInvalidAsync(HttpClient client)
    {
        using var response = await client.ReadAsync(ForAnybody);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(
            "ApiKey realm=\"toska-mesh\", Bearer realm=\"toska-mesh\", error=\"invalid_token\"", response.Headers.WwwAuthenticate.ToString());
    }
}
