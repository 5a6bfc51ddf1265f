using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing.Configuration;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Shared.Tests.Routing;

/// <summary>What of the configurations stands in a table.</summary>
public sealed class RoutedConfigurationsTests
{
    private static readonly ConfigurationAuthor Ann = new("ann", null, "c-1");

    private readonly InMemoryMeshStore _store = new(new FakeTimeProvider());
    private readonly SettableShares _shares = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Settings_StandWithTheVersionThatHolds_AndNoContent()
    {
        var held = await CreateAsync("db", Drafts.Of("a: marked", "stock", "orders"));
        await WriteAsync("db", Drafts.Of("a: 2"), activate: false);
        await CreateAsync("waits", Drafts.Of("a: 1"), activate: false);
        await CreateAsync("route", Drafts.Of("a: 1"), kind: ConfigurationKind.Route);
        await CreateAsync("gone", Drafts.Of("a: 1"));
        await _store.Configurations.ApplyAsync(new DeleteConfiguration(Drafts.Key("gone")) { By = Ann }, Cancel);

        var one = Assert.Single(await ReadAsync());

        Assert.Equal(("db", "default", 1L, held.ActiveHash), (one.Name, one.Environment, one.Version, one.Hash));
        Assert.Equal(["orders", "stock"], one.Services);
        Assert.Null(one.Rollout);
    }

    [Fact]
    public async Task Rollout_StandsWithItsInstancesInOrder_AlsoWhereNothingHolds()
    {
        var head = await CreateAsync("db", Drafts.Of("a: 1"), activate: false);
        _shares.All.Add(new RolloutShare(
            Guid.NewGuid(), head.Id, head.Key, head.Kind, 1, head.Hash, 0, 10, new HashSet<InstanceId> { InstanceId.Parse("o-2"), InstanceId.Parse("o-1") }));

        var one = Assert.Single(await ReadAsync());

        Assert.Equal((0L, "", 1L, head.Hash), (one.Version, one.Hash, one.Rollout!.Version, one.Rollout.Hash));
        Assert.Equal(_shares.All[0].Assignment, one.Rollout.Assignment);
        Assert.Equal(["o-1", "o-2"], one.Rollout.Instances);
        Assert.Null(one.Rollout.Marks);
        Assert.Empty(RoutedConfigurationRules.Faults([one]));
    }

    [Fact]
    public async Task Marks_StandInGroups_AndEndNobodysWait()
    {
        var head = await CreateAsync("db", Drafts.Of("a: 1"), activate: false);
        InstanceId[] ids = [.. Enumerable.Range(1, 5).Select(i => InstanceId.Parse($"o-{i}"))];
        var share = new RolloutShare(Guid.NewGuid(), head.Id, head.Key, head.Kind, 1, head.Hash, 0, 10, ids.ToHashSet());
        _shares.All.Add(share with { Marks = new Dictionary<InstanceId, long> { [ids[3]] = 9, [ids[1]] = 10, [ids[0]] = 9, [ids[4]] = 10 } });

        var one = Assert.Single(await ReadAsync());

        Assert.Equal([(9L, "0 3"), (10L, "1 4")], one.Rollout!.Marks!.Select(mark => (mark.Mark, string.Join(' ', mark.Of))));
        Assert.Empty(RoutedConfigurationRules.Faults([one]));
        Assert.NotEmpty(RoutedConfigurationRules.Faults([one with { Rollout = one.Rollout with { Marks = [new RoutedMark(9, [5])] } }]));
        Assert.NotEmpty(RoutedConfigurationRules.Faults([one with { Rollout = one.Rollout with { Marks = [new RoutedMark(0, [1])] } }]));
        Assert.True(RoutedConfigurationRules.AreSame([one], [one with { Rollout = one.Rollout with { Marks = null } }]));
    }

    [Fact]
    public async Task MoreThanAPage_AllStand()
    {
        foreach (var environment in (string[])["a", "b", "c"])
        {
            for (var i = 0; i < 400; i++)
            {
                await CreateAsync($"s-{i}", Drafts.Of("a: 1"), environment);
            }
        }

        Assert.Equal(1200, (await ReadAsync()).Count);
    }

    private Task<IReadOnlyList<RoutedConfiguration>> ReadAsync() => new RoutedConfigurations(_store.Configurations, _shares).ReadAsync(Cancel);

    private async Task<ConfigurationHead> CreateAsync(
        string name, ConfigurationDraft draft, string environment = "default", bool activate = true, ConfigurationKind kind = ConfigurationKind.Settings) =>
        (await _store.Configurations.ApplyAsync(
            new CreateConfiguration(Drafts.Key(name, environment), draft) { By = Ann, Activate = activate, Kind = kind }, Cancel)).Head!;

    private Task<ConfigurationResult> WriteAsync(string name, ConfigurationDraft draft, bool activate) =>
        _store.Configurations.ApplyAsync(new ReplaceConfiguration(Drafts.Key(name), draft) { By = Ann, Activate = activate }, Cancel);

    private sealed class SettableShares : IRolloutShares
    {
        public List<RolloutShare> All { get; } = [];

        public Task<IReadOnlyList<RolloutShare>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<RolloutShare>>(All);

        public Task<IReadOnlyList<GivenVersion>> ListGivenAsync(InstanceId instance, CancellationToken cancellationToken) =>
            throw new NotSupportedException("What is published is for all.");
    }
}
