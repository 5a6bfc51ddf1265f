using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Functions.Identity.Tokens;
using ToskaMesh.Shared.Identity.Rotation;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Functions.Tests.Identity.Tokens;

public sealed class WellKnownTests : IAsyncLifetime
{
    private ControlPlaneUnderTest _mesh = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _mesh = await ControlPlaneUnderTest.StartAsync(null, "--Mesh:Identity:Issuer=https://mesh.example/base");

    public ValueTask DisposeAsync() => _mesh.DisposeAsync();

    [Fact]
    public async Task KeySet_OfANewMesh_HasOneKey_AndNothingSecret()
    {
        using var response = await _mesh.Anonymous.ReadAsync(".well-known/jwks.json");
        var key = Assert.Single((await response.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["keys"]!.AsArray())!.AsObject();

        Assert.Equal(["alg", "crv", "kid", "kty", "use", "x", "y"], key.Select(member => member.Key).Order(StringComparer.Ordinal));
        Assert.Equal(("EC", "P-256", "sig", "ES256"), ((string?)key["kty"], (string?)key["crv"], (string?)key["use"], (string?)key["alg"]));
        Assert.Equal(TimeSpan.FromMinutes(5), response.Headers.CacheControl?.MaxAge);
    }

    /// <summary>The key set and the route table, at every step of two rotations.</summary>
    [Fact]
    public async Task KeySet_AtEachStep_IsInOrder_AndWhatGatewaysAreTold()
    {
        var rotation = _mesh.Services.GetRequiredService<ISigningKeyRotation>();
        var first = Assert.Single(await KeyIdsAsync());

        await StepAsync(RotationPolicy.Default.Signing - RotationPolicy.Default.Announced);
        var announced = await KeyIdsAsync();
        Assert.Equal((first, 2), (announced[0], announced.Count));

        await StepAsync(RotationPolicy.Default.Announced);
        Assert.Equal([announced[1], first], await KeyIdsAsync());

        await StepAsync(RotationPolicy.Retiring);
        Assert.Equal([announced[1]], await KeyIdsAsync());

        async Task StepAsync(TimeSpan later)
        {
            _mesh.Time.Advance(later);
            await rotation.RunAsync(Cancel);
            var table = RouteTableJson.Read(await File.ReadAllBytesAsync(Path.Combine(_mesh.DataDirectory, DocumentNames.RouteTable), Cancel)).Table!;
            Assert.Equal(await KeyIdsAsync(), table.SigningKeys.Select(key => key.KeyId));
            Assert.Equal("https://mesh.example/base", table.Issuer);
        }
    }

    [Theory]
    [InlineData(".well-known/openid-configuration")]
    [InlineData(".well-known/oauth-authorization-server")]
    public async Task Metadata_FollowsTheIssuer(string path)
    {
        var metadata = await _mesh.Anonymous.ReadAsync(path).JsonAsync();

        Assert.Equal("https://mesh.example/base", (string?)metadata["issuer"]);
        Assert.Equal("https://mesh.example/base/.well-known/jwks.json", (string?)metadata["jwks_uri"]);
        Assert.Equal("https://mesh.example/base/oauth/token", (string?)metadata["token_endpoint"]);
        Assert.Equal(["client_credentials", "refresh_token"], metadata["grant_types_supported"]!.AsArray().Select(grant => (string?)grant));
        Assert.Equal(["ES256"], metadata["id_token_signing_alg_values_supported"]!.AsArray().Select(algorithm => (string?)algorithm));
    }

    private async Task<IReadOnlyList<string>> KeyIdsAsync()
    {
        var set = await _mesh.Anonymous.ReadAsync(".well-known/jwks.json").JsonAsync();
        return [.. set["keys"]!.AsArray().Select(key => (string)key!["kid"]!)];
    }
}
