using System.Net;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Tests.Access;

/// <summary>Every HTTP function, asked by everybody.</summary>
public sealed class AccessMatrixTests(ControlPlaneFixture fixture) : IClassFixture<ControlPlaneFixture>
{
    private static readonly HttpFunctions Functions = new(typeof(HttpFunctions).Assembly.GetExportedTypes());

    private readonly ControlPlaneUnderTest _mesh = fixture.Mesh;

    public static TheoryData<string> Names => new(Functions.All.Select(function => function.Name));

    [Fact]
    public void OpenFunctions_AreTheseAndNoOthers() =>
        Assert.Equal(
            ["Health", "HealthLive", "HealthReady", "JsonWebKeySet", "OAuthServerMetadata", "OpenApi", "OpenIdConfiguration", "ZzNotFound"],
            Functions.All.Where(function => function.Access is AccessLevel.Anonymous).Select(function => function.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Call_WithoutAKey_IsChallengedUnlessOpen(string name)
    {
        using var response = await CallAsync(_mesh.Anonymous, name);

        Assert.Equal(!IsOpen(name), response.StatusCode is HttpStatusCode.Unauthorized);
        Assert.Equal(!IsOpen(name), response.Headers.WwwAuthenticate.ToString() == "ApiKey realm=\"toska-mesh\", Bearer realm=\"toska-mesh\"");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Call_WithAnInvalidKey_IsChallengedUnlessOpen(string name)
    {
        var expired = ApiKey.Generate("expired");
        await _mesh.Keys.SaveAsync(
            new StoredApiKey
            {
                Id = expired.Id,
                Hash = expired.Hash(),
                Role = Role.Admin,
                CreatedAt = _mesh.Time.GetUtcNow(),
                ExpiresAt = _mesh.Time.GetUtcNow(),
            },
            TestContext.Current.CancellationToken);

        // A known id with another secret, an unknown id, an expired key, and no key at all.
        string[] keys = [ApiKey.Generate(_mesh.AdminKey.Id).Reveal(), ApiKey.Generate("nobody").Reveal(), expired.Reveal(), "tsk_admin_x"];
        foreach (var key in keys)
        {
            using var response = await CallAsync(_mesh.Client(key), name);
            Assert.Equal(!IsOpen(name), response.StatusCode is HttpStatusCode.Unauthorized);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Call_WithAKeyOfAService_GetsPastTheMiddleware(string name)
    {
        using var response = await CallAsync(await _mesh.ServiceAsync("other"), name);

        Assert.NotEqual(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.NotEqual(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Call_AsAdmin_IsNeverRefused(string name)
    {
        using var response = await CallAsync(_mesh.Admin, name);

        Assert.NotEqual(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.NotEqual(HttpStatusCode.Forbidden, response.StatusCode);
    }

    private static bool IsOpen(string name) => Find(name).Access is AccessLevel.Anonymous;

    private static HttpFunction Find(string name) => Functions.All.Single(function => function.Name == name);

    private static async Task<HttpResponseMessage> CallAsync(HttpClient client, string name)
    {
        var function = Find(name);
        var path = function.Route.IsCatchAll ? "nowhere" : function.Route.Parameters.Aggregate(
            function.Route.Text, (text, parameter) => text.Replace($"{{{parameter}}}", "value", StringComparison.Ordinal));
        using var request = new HttpRequestMessage(new HttpMethod(function.Methods[0]), path);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
