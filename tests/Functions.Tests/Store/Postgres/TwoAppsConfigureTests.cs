using ToskaMesh.Shared.Configuration;
using ToskaMesh.Testing.Configuration;

namespace ToskaMesh.Functions.Tests.Store.Postgres;

/// <summary>Two function apps change one configuration at once.</summary>
public sealed class TwoAppsConfigureTests : IAsyncLifetime
{
    private static readonly ConfigurationAuthor Ann = new("ann");

    private PostgresDatabase _database = null!;
    private MeshStoreUnderTest[] _apps = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await PostgresDatabase.CreateAsync();
        _apps = [await _database.OpenAsync(TimeProvider.System), await _database.OpenAsync(TimeProvider.System)];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _apps)
        {
            await app.DisposeAsync();
        }

        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Changes_RacingForEachVersion_OneOfBothWins()
    {
        var created = await BothAsync(i => new CreateConfiguration(Drafts.Key("db"), Drafts.Of($"a: {i}")) { By = Ann });
        Assert.Single(created, result => result.Outcome is ConfigurationOutcome.Created);
        Assert.All(created, result => Assert.True(result.Outcome is ConfigurationOutcome.Created or ConfigurationOutcome.Exists));

        for (var version = 1; version <= 10; version++)
        {
            var expected = new HashSet<long> { version };
            var changed = await BothAsync(i => new ReplaceConfiguration(Drafts.Key("db"), Drafts.Of($"b: {version}.{i}5")) { By = Ann, Expected = expected });
            Assert.Single(changed, result => result.Outcome is ConfigurationOutcome.Updated);
            Assert.All(changed, result => Assert.True(result.Outcome is ConfigurationOutcome.Updated or ConfigurationOutcome.VersionMismatch));
        }

        var head = await _apps[0].Configurations.Configurations.FindHeadAsync(Drafts.Key("db"), Cancel);
        Assert.Equal(11, head!.Version);
    }

    private Task<ConfigurationResult[]> BothAsync(Func<int, ConfigurationChange> change) =>
        Task.WhenAll(Enumerable.Range(0, 10).Select(i => _apps[i % 2].Configurations.Configurations.ApplyAsync(change(i), Cancel)));
}
