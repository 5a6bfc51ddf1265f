using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Gateway.Access;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Identity.Tokens;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Identity;

namespace ToskaMesh.Gateway.Tests.Fixtures;

/// <summary>A gateway that trusts one signing key and knows one API key, before one service, at a time that the test sets.</summary>
internal sealed class TokenGateway : IAsyncDisposable
{
    private readonly PublishedDocuments _documents = new();
    private TestGateway? _gateway;
    private RoutedService? _service;

    private TokenGateway(Upstream upstream) => Upstream = upstream;

    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public TestSigningKey Signing { get; } = new("k1");

    public ApiKey Key { get; } = ApiKey.Generate("key-1");

    public Upstream Upstream { get; }

    public TestGateway Gateway => _gateway!;

    public int Remembered => Gateway.Services.GetRequiredService<TokenAuthentication>().Remembered;

    /// <param name="policy">What is said of the service, which is closed at first.</param>
    /// <param name="upstream">Null is one that answers 200.</param>
    public static async Task<TokenGateway> StartAsync(Func<RoutedService, RoutedService>? policy = null, Upstream? upstream = null, params RoutedInstance[] others)
    {
        var started = new TokenGateway(upstream ?? await Upstream.StartAsync());
        var service = Routed.Closed("orders", [started.Upstream.Instance(), .. others]);
        started._service = policy?.Invoke(service) ?? service;
        started._documents.Trusted = new SigningKeySet(TestSigningKey.Issuer, [started.Signing.Published]);
        started._documents.Publish(started._service);
        started._documents.PublishKeys(started.Clock.GetUtcNow(), started.Published());
        started._gateway = await TestGateway.StartAsync(
            documents: started._documents, configure: builder => builder.Services.AddSingleton<TimeProvider>(started.Clock));
        return started;
    }

    public string Token(string session = "session-1", Role[]? roles = null, string[]? scopes = null, string id = "token-1") =>
        Signing.Issue(TestSigningKey.User(session, roles ?? []) with { Scopes = scopes ?? [] }, Clock.GetUtcNow(), id);

    /// <summary>Publishes another set of keys, and waits until the gateway serves with it.</summary>
    public async Task TrustAsync(params TestSigningKey[] keys)
    {
        _documents.Trusted = new SigningKeySet(TestSigningKey.Issuer, [.. keys.Select(key => key.Published)]);
        var order = _documents.Publish(_service!);
        await Eventually.TrueAsync(() => Applied(Gateway.Table.Applied == order), "keys applied");
    }

    public async Task RevokeAsync(params string[] sessions)
    {
        var revoked = sessions.Select(session => new RevokedSession(session, Clock.GetUtcNow() + AccessTokenClaims.Lifetime + AccessTokenClaims.ClockSkew));
        var order = _documents.PublishCredentials(Clock.GetUtcNow(), [Published()], [.. revoked]);
        await Eventually.TrueAsync(() => Applied(Gateway.Credentials.Applied == order), "revocation applied");
    }

    public Task<HttpResponseMessage> CallAsync(string token) => SendAsync(("Authorization", $"Bearer {token}"));

    public async Task<HttpResponseMessage> SendAsync(params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/mesh/orders/");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Upstream.DisposeAsync();
        Signing.Dispose();
    }

    // The poll is a timer of the clock.
    private bool Applied(bool applied)
    {
        if (!applied)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        return applied;
    }

    private PublishedApiKey Published() => Keys.Published(Key) with { Scopes = ["orders:read"] };
}
