using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Routing;

namespace ToskaMesh.Shared.Tests.Identity;

public sealed class PublishCredentialsTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly InMemoryDocumentStore _documents = new();
    private readonly InMemoryApiKeyStore _keys;
    private readonly InMemoryRevokedSessions _sessions;

    public PublishCredentialsTests()
    {
        _keys = new InMemoryApiKeyStore(_time);
        _sessions = new InMemoryRevokedSessions(_time);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_Keys_ArePublishedWithoutTheirSecrets()
    {
        var key = ApiKey.Generate("orders");
        await SaveAsync(key);

        await RunAsync();

        var published = Assert.Single(Table().ApiKeys);
        Assert.True(key.Matches(published.Hash));
        Assert.DoesNotContain(key.Reveal()["tsk_orders_".Length..], Encoding.UTF8.GetString(_documents.Content(DocumentNames.Credentials)!));
    }

    [Fact]
    public async Task Run_KeyOfAGateway_IsNotPublished_SinceNoServiceIsCalledWithIt()
    {
        await _keys.SaveAsync(Stored(ApiKey.Generate("gw")) with { Role = Role.Gateway }, Cancel);

        await RunAsync();

        Assert.Empty(Table().ApiKeys);
    }

    [Fact]
    public async Task Run_NothingChanged_WritesNothingUntilItIsOld()
    {
        await SaveAsync(ApiKey.Generate("a"));
        await RunAsync();
        _time.Advance(CredentialTable.ReissueAfter - TimeSpan.FromSeconds(1));
        Assert.Equal(PublicationOutcome.Unchanged, (await RunAsync()).Outcome);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(PublicationOutcome.Published, (await RunAsync()).Outcome);
        Assert.Equal(_time.GetUtcNow(), Table().IssuedAt);
    }

    [Fact]
    public async Task Run_KeyAddedOrExpired_PublishesAHigherVersion()
    {
        await RunAsync();
        var first = Table().Order();
        await _keys.SaveAsync(Stored(ApiKey.Generate("a")) with { ExpiresAt = _time.GetUtcNow() + TimeSpan.FromMinutes(1) }, Cancel);
        await RunAsync();
        var second = Table().Order();
        Assert.Single(Table().ApiKeys);
        _time.Advance(TimeSpan.FromMinutes(1));
        await RunAsync();

        Assert.Empty(Table().ApiKeys);
        Assert.True(first < second && second < Table().Order());
    }

    [Fact]
    public async Task Run_KeyWithScopes_PublishesThemInOrderAndOnce()
    {
        await _keys.SaveAsync(Stored(ApiKey.Generate("a")) with { Scopes = new HashSet<string> { "orders:write", "orders:read" } }, Cancel);
        await RunAsync();

        Assert.Equal(["orders:read", "orders:write"], Assert.Single(Table().ApiKeys).Scopes);
        Assert.Equal(PublicationOutcome.Unchanged, (await RunAsync()).Outcome);
    }

    [Fact]
    public async Task Run_SessionRevoked_PublishesItUntilItsTimeIsOver()
    {
        await RunAsync();
        var revoked = new RevokedSession("s1", _time.GetUtcNow() + TimeSpan.FromMinutes(11));
        _sessions.Add(revoked);

        Assert.Equal(PublicationOutcome.Published, (await RunAsync()).Outcome);
        Assert.Equal([revoked], Table().RevokedSessions);
        Assert.Equal(PublicationOutcome.Unchanged, (await RunAsync()).Outcome);
        _time.Advance(TimeSpan.FromMinutes(11));
        await RunAsync();
        Assert.Empty(Table().RevokedSessions);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{\"schemaVersion\":1,")]
    public async Task Run_DocumentLostOrBroken_ComesBackWithAHigherVersion(string? accident)
    {
        await RunAsync();
        await SaveAsync(ApiKey.Generate("a"));
        await RunAsync();
        var before = Table().Order();
        _documents.Replace(DocumentNames.Credentials, accident is null ? null : Encoding.UTF8.GetBytes(accident));
        _time.Advance(TimeSpan.FromSeconds(5));

        await RunAsync();

        Assert.True(Table().Order() > before);
    }

    [Fact]
    public async Task Run_NewEpoch_IsTakenAndALowerOneIsNot()
    {
        await RunAsync(epoch: 5);
        await RunAsync(epoch: 7);
        await SaveAsync(ApiKey.Generate("a"));
        await RunAsync(epoch: 6);

        Assert.Equal(7, Table().Epoch);
        Assert.Single(Table().ApiKeys);
    }

    [Fact]
    public async Task Continue_OnlyWhereTheStoredDocumentIsOfTheEpoch()
    {
        Assert.Null(await ContinueAsync(5));
        await RunAsync(epoch: 5);
        await SaveAsync(ApiKey.Generate("a"));
        Assert.Null(await ContinueAsync(4));
        Assert.Null(await ContinueAsync(6));
        Assert.Empty(Table().ApiKeys);

        Assert.Equal(PublicationOutcome.Published, (await ContinueAsync(5))?.Outcome);
        Assert.Single(Table().ApiKeys);
        Assert.Equal(PublicationOutcome.Unchanged, (await ContinueAsync(5))?.Outcome);
    }

    [Fact]
    public async Task Run_AnotherPublisherInBetween_ReadsTheKeysAgain()
    {
        var raced = false;
        _documents.BeforeWrite = async (_, _) =>
        {
            if (!raced)
            {
                raced = true;
                await SaveAsync(ApiKey.Generate("a"));
                await RunAsync();
                await SaveAsync(ApiKey.Generate("b"));
            }
        };

        await RunAsync();

        Assert.Equal(["a", "b"], Table().ApiKeys.Select(key => key.Id));
    }

    private static StoredApiKey Stored(ApiKey key) =>
        new() { Id = key.Id, Hash = key.Hash(), Role = Role.Service, CreatedAt = DateTimeOffset.UnixEpoch };

    private Task SaveAsync(ApiKey key) => _keys.SaveAsync(Stored(key), Cancel);

    private Task<Publication> RunAsync(long epoch = 1) => Publisher().RunAsync(epoch, Cancel);

    private Task<Publication?> ContinueAsync(long epoch) => Publisher().ContinueAsync(epoch, Cancel);

    private PublishCredentials Publisher() => new(_keys, _sessions, _documents, _time, NullLogger<PublishCredentials>.Instance);

    private CredentialTable Table()
    {
        Assert.True(CredentialTableJson.TryRead(_documents.Content(DocumentNames.Credentials), out var table, out var error), error);
        return table;
    }
}
