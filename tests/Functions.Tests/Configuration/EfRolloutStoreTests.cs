using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Store;
using ToskaMesh.Functions.Tests.Store;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Configuration;

namespace ToskaMesh.Functions.Tests.Configuration;

public sealed class EfRolloutStoreTests : RolloutStoreContract
{
    private readonly TemporaryDirectory _directory = new();
    private MeshStoreUnderTest? _store;

    public override async ValueTask DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }

        _directory.Dispose();
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task Shares_WithOneThatCannotBeRead_HaveTheOthersAndItsInstances(string state)
    {
        var broken = await BeginAsync("broken", "o-1");
        var other = await BeginAsync("other", "o-2");
        await using (var context = await _store!.Services.GetRequiredService<IDbContextFactory<MeshDbContext>>().CreateDbContextAsync(Cancel))
        {
            await context.Rollouts.Where(row => row.Id == broken.Id).ExecuteUpdateAsync(row => row.SetProperty(one => one.State, state), Cancel);
        }

        var shares = (await _store.Rollouts.Shares.ListAsync(Cancel)).ToDictionary(share => share.RolloutId);

        Assert.Equal(2, shares.Count);
        Assert.Equivalent(other.Share, shares[other.Id], strict: true);
        Assert.Equivalent(broken.Share with { Percent = 0 }, shares[broken.Id], strict: true);
        Assert.Equal("o-1", Assert.Single(shares[broken.Id].Assigned).Value);
        Assert.Equal(
            new GivenVersion(broken.ConfigurationId, 1, broken.Share.Assignment), Assert.Single(await _store.Rollouts.Shares.ListGivenAsync(InstanceId.Parse("o-1"), Cancel)));
    }

    [Fact]
    public async Task Rollout_StoredByABuildOfBefore_IsReadWithoutWhatOnlyThatReads()
    {
        var begun = await BeginAsync("db", "o-1");
        await using (var context = await _store!.Services.GetRequiredService<IDbContextFactory<MeshDbContext>>().CreateDbContextAsync(Cancel))
        {
            var row = await context.Rollouts.SingleAsync(Cancel);
            const string Figures = """{"requests":9,"failures":1,"serverErrors":2}""";
            const string Baseline = "\"baseline\":{";
            const string Given = ",\"isGiven\":true";
            Assert.Contains(Baseline, row.State, StringComparison.Ordinal);
            row.State = row.State.Replace(
                Baseline, $$"""{{Baseline}}"since":"2026-01-02T03:04:05Z","candidate":{{Figures}},"stable":{{Figures}},"isSettling":true,""", StringComparison.Ordinal);
            Assert.Contains(Given, row.State, StringComparison.Ordinal);
            row.State = row.State.Replace(Given, "", StringComparison.Ordinal);
            row.State = row.State.Replace(""","kinds":["no instance has it"]""", "", StringComparison.Ordinal);
            row.State = row.State[..^1] + $$""","registrations":{"o-1":"0123456789abcdef"},"reference":{{Figures}}}""";
            context.ChangeTracker.DetectChanges();
            Assert.Equal(1, await context.SaveChangesAsync(Cancel));
        }

        var expected = begun with { Gate = begun.Gate with { Kinds = null }, Progress = begun.Progress with { IsGiven = false } };
        Assert.Equivalent(expected, await _store.Rollouts.Rollouts.FindAsync(begun.Id, Cancel), strict: true);
    }

    protected override async ValueTask<RolloutStoreUnderTest> CreateAsync(FakeTimeProvider time)
    {
        _store = await MeshStoreUnderTest.OpenAsync(_directory.Path, time);
        return _store.Rollouts;
    }

    private async Task<Rollout> BeginAsync(string name, string instance)
    {
        var (key, by) = (Drafts.Key(name, "prod"), new ConfigurationAuthor("ann"));
        await _store!.Configurations.Configurations.ApplyAsync(new CreateConfiguration(key, Drafts.Of("a: 1", "orders")) { By = by, Activate = false }, Cancel);
        var plan = new RolloutPlan { Author = "ann", Steps = [new RolloutStep(50, TimeSpan.FromMinutes(5))], Gate = new RolloutGate() };
        var start = new RolloutStart(Guid.CreateVersion7(), key, new RolloutOrder(1, plan, false)) { By = by };
        var begun = (await _store.Rollouts.Rollouts.StartAsync(start, Cancel)).Rollout!;
        var seen = new SeenInstance(InstanceId.Parse(instance), ServiceName.Parse("orders"), HealthStatus.Healthy, Time.GetUtcNow(), true);
        var newest = await _store.Rollouts.Rollouts.NewestMarkAsync(Cancel);
        var change = RolloutTurns.Observe(begun, new RolloutEvidence([seen]) { NewestMark = newest }, Time.GetUtcNow());
        Assert.True(await _store.Rollouts.Rollouts.TryApplyAsync(change, null, Cancel));
        return change.After;
    }
}
