using System.Buffers.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Identity.Tokens;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Functions.Tests.Identity.Tokens;

/// <summary>A revoked session is remembered from its end on, so no token of it may begin its life after the decision to give it.</summary>
public sealed class FrozenProcessTests : IAsyncLifetime
{
    private IdentityUnderTest _identity = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds(_identity.Mesh.Time.GetUtcNow().ToUnixTimeSeconds());

    public async ValueTask InitializeAsync() => _identity = await IdentityUnderTest.StartAsync(services =>
    {
        services.AddSingleton<AccessTokenIssuer>();
        services.Replace(ServiceDescriptor.Singleton<IAccessTokenIssuer>(provider => new LateIssuer(
            provider.GetRequiredService<AccessTokenIssuer>(), (FakeTimeProvider)provider.GetRequiredService<TimeProvider>())));
    });

    public ValueTask DisposeAsync() => _identity.DisposeAsync();

    [Fact]
    public async Task LoginAndRefresh_SignedLate_LiveFromTheDecisionOn()
    {
        var user = await _identity.AddUserAsync("user@example.org");
        var sessions = _identity.Get<IUserSessions>();
        var begun = Now;
        var login = await sessions.StartAsync(
            new SessionRequest(user.Id, "toska", Audiences.ControlPlane, "password"), new RequestOrigin(null), Cancel);
        Assert.Equal(begun + AccessTokenClaims.Lifetime, login!.AccessToken.ExpiresAt);
        Assert.Equal(begun, IssuedAt(login.AccessToken.Token));

        begun = Now;
        var refresh = await sessions.RefreshAsync(new RefreshRequest(login.RefreshToken, "toska", Audiences.ControlPlane), new RequestOrigin(null), Cancel);
        Assert.Equal(begun, IssuedAt(refresh.Grant!.AccessToken.Token));
    }

    [Fact]
    public async Task Client_SignedLate_LivesFromTheReadingOn()
    {
        var client = await _identity.CreateClientAsync("""{"name":"orders","role":"service","services":["orders"],"scopes":[]}""");
        var begun = Now;

        Assert.Equal(begun, IssuedAt(await _identity.TokenAsync(client)));
    }

    private static DateTimeOffset IssuedAt(string token) =>
        DateTimeOffset.FromUnixTimeSeconds((long)JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]))!["iat"]!);
}
