using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Layers;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Configuration.Secrets;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Configuration;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Shared.Tests.Configuration.Layers;

public sealed class EffectiveConfigurationsTests
{
    private static readonly ServiceName Orders = ServiceName.Parse("orders");
    private readonly InMemoryMeshStore _store = new(TimeProvider.System);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Version_ThatDoesNotHold_IsForThoseARolloutGivesItTo()
    {
        var head = await ApplyAsync(new CreateConfiguration(Drafts.Key("db"), Drafts.Of("a: 1", "orders")) { By = new("ann") });
        Assert.Equal("""{"a":1}""", await ReadAsync("o-1"));
        await ApplyAsync(new ReplaceConfiguration(Drafts.Key("db"), Drafts.Of("a: 2")) { By = new("ann"), Activate = false });
        var share = new RolloutShare(Guid.NewGuid(), head.Id, head.Key, ConfigurationKind.Settings, 2, "", 1, 10, new HashSet<InstanceId> { InstanceId.Parse("o-1") });
        _store.Rollouts.Said.Add(share);

        Assert.Equal("""{"a":2}""", await ReadAsync("o-1"));
        Assert.Equal("""{"a":1}""", await ReadAsync("o-2"));
        Assert.Equal("""{"a":1}""", await ReadAsync(null));
    }

    [Fact]
    public async Task Tag_WhereTheSameVersionIsGivenAnew_IsAnotherForThoseWhoGetIt()
    {
        var head = await ApplyAsync(new CreateConfiguration(Drafts.Key("db"), Drafts.Of("a: 1", "orders")) { By = new("ann") });
        await ApplyAsync(new ReplaceConfiguration(Drafts.Key("db"), Drafts.Of("a: 2", "orders")) { By = new("ann"), Activate = false });
        var share = new RolloutShare(Guid.NewGuid(), head.Id, head.Key, ConfigurationKind.Settings, 2, "", 1, 10, new HashSet<InstanceId> { InstanceId.Parse("o-1") });
        RolloutShare[] shares = [share, share, share with { Round = 1 }, share with { RolloutId = Guid.NewGuid() }];
        var (given, others) = (new List<string>(), new List<string>());
        foreach (var one in shares)
        {
            _store.Rollouts.Said.Clear();
            _store.Rollouts.Said.Add(one);
            given.Add((await MakeAsync("o-1")).Tag);
            others.Add((await MakeAsync("o-2")).Tag);
        }

        Assert.Equal(given[0], given[1]);
        Assert.Equal(3, given.Distinct().Count());
        Assert.Single(others.Distinct());
    }

    [Fact]
    public async Task Version_ThatIsTheFirstAndDoesNotHold_IsForNobody()
    {
        await ApplyAsync(new CreateConfiguration(Drafts.Key("db"), Drafts.Of("a: 1")) { By = new("ann"), Activate = false });

        Assert.Equal("{}", await ReadAsync("o-1"));
    }

    [Fact]
    public async Task Rollout_ThatCompletesWhileItIsRead_MovesNobodyBack()
    {
        await ApplyAsync(new CreateConfiguration(Drafts.Key("db"), Drafts.Of("a: 1", "orders")) { By = new("ann") });
        await ApplyAsync(new ReplaceConfiguration(Drafts.Key("db"), Drafts.Of("a: 2")) { By = new("ann"), Activate = false });
        var completing = new CompletingShares(() => ApplyAsync(new ReplaceConfiguration(Drafts.Key("db"), Drafts.Of("a: 2")) { By = new("ann") }));

        Assert.Equal("""{"a":2}""", await ReadAsync("o-1", completing));
    }

    [Fact]
    public async Task Origins_OfManyLayers_AreBounded()
    {
        var name = new string('n', 500);
        for (var layer = 0; layer < 3; layer++)
        {
            var many = string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"\"{layer}-{i}\":1"));
            await ApplyAsync(new CreateConfiguration(Drafts.Key($"db-{layer}"), Drafts.Of($"{{\"{name}\": {{{many}}}}}")) { By = new("ann") });
            var effective = new EffectiveConfigurations(_store.Configurations, _store.Rollouts, new NoSecrets());

            var result = await effective.ReadAsync(EnvironmentName.Default, Orders, null, new Dictionary<string, string>(), withSecrets: false, Cancel);

            Assert.Equal(layer == 0 ? EffectiveOutcome.Made : EffectiveOutcome.TooLarge, result.Outcome);
        }
    }

    private async Task<ConfigurationHead> ApplyAsync(ConfigurationChange change) => (await _store.Configurations.ApplyAsync(change, Cancel)).Head!;

    private async Task<string> ReadAsync(string? instance, IRolloutShares? shares = null) => (await MakeAsync(instance, shares)).Content.GetRawText();

    private async Task<EffectiveConfiguration> MakeAsync(string? instance, IRolloutShares? shares = null)
    {
        var effective = new EffectiveConfigurations(_store.Configurations, shares ?? _store.Rollouts, new NoSecrets());
        var id = instance is null ? null : InstanceId.Parse(instance);
        var result = await effective.ReadAsync(EnvironmentName.Default, Orders, id, new Dictionary<string, string>(), withSecrets: false, Cancel);
        return result.Configuration!;
    }

    /// <summary>Just as they are read the rollout is over.</summary>
    private sealed class CompletingShares(Func<Task> complete) : IRolloutShares
    {
        public Task<IReadOnlyList<RolloutShare>> ListAsync(CancellationToken cancellationToken) => throw new NotSupportedException("One instance is asked for.");

        public async Task<IReadOnlyList<GivenVersion>> ListGivenAsync(InstanceId instance, CancellationToken cancellationToken)
        {
            await complete();
            return [];
        }
    }

    private sealed class NoSecrets : ISecretSource
    {
        public Task<Secret?> FindAsync(SecretName name, CancellationToken cancellationToken) => Task.FromResult<Secret?>(null);
    }
}
