using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;
using Xunit;

namespace ToskaMesh.Testing.Configuration;

/// <summary>What every adapter of <see cref="IConfigurationStore"/> must do, with its outbox and audit. Each test starts with an empty store.</summary>
public abstract class ConfigurationStoreContract : IAsyncLifetime
{
    private static readonly ConfigurationAuthor Ann = new("ann", "192.0.2.0/24", "c-1");

    private ConfigurationStoreUnderTest? _store;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private ConfigurationStoreUnderTest Store => _store ?? throw new InvalidOperationException("The test has not started.");

    private IConfigurationStore Configurations => Store.Configurations;

    public async ValueTask InitializeAsync() => _store = await CreateAsync(Time);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected abstract ValueTask<ConfigurationStoreUnderTest> CreateAsync(FakeTimeProvider time);

    [Fact]
    public async Task Create_IsKeptAsItWas()
    {
        var draft = Drafts.Of("# why\na: é", "orders", "billing") with
        {
            Schema = "type: object",
            Description = "what for",
            Selector = new([ServiceName.Parse("billing"), ServiceName.Parse("orders")], new Dictionary<string, string> { ["zone"] = "a", ["tier"] = "x\ty" }),
        };

        var created = await CreateAsync("db", draft, "first");

        Assert.Equal(ConfigurationOutcome.Created, created.Outcome);
        var head = await HeadAsync("db");
        Assert.Equal(created.Head, head);
        Assert.Equal((1, draft.Document.Hash, "ann", Time.GetUtcNow()), (head!.Version, head.Hash, head.ChangedBy, head.ChangedAt));
        Assert.Equal(head, await Configurations.FindHeadAsync(head.Id, Cancel));
        var version = Assert.Single(await Configurations.FindVersionsAsync([new(head.Id, 1), new(head.Id, 2), new(Guid.NewGuid(), 1)], Cancel));
        Assert.Equal(created.Version, version);
        Assert.Equal((draft.Content, draft.Schema, "first", draft.Selector), (version.Content, version.Schema, version.Info.Notes, version.Info.Selector));
        Assert.Equal(version.Info, Assert.Single((await Configurations.ListVersionsAsync(head.Id, PageRequest.First, Cancel)).Items));
    }

    [Fact]
    public async Task Changes_AreToldAndRecordedWithoutWhatTheyHold()
    {
        await CreateAsync("db", Drafts.Of("a: marked-content"), "begin");
        Time.Advance(TimeSpan.FromSeconds(1));
        await ReplaceAsync("db", "a: marked-two");
        Time.Advance(TimeSpan.FromSeconds(1));
        await RollBackAsync("db", 1, "back");
        Time.Advance(TimeSpan.FromSeconds(1));
        await DeleteAsync("db");

        var events = await TakeEventsAsync();
        var told = events.Where(one => one.Type == EventTypes.ConfigurationChanged).ToList();
        Assert.Equal(["created", "updated", "rolledBack", "deleted"], told.Select(one => (string)System.Text.Json.Nodes.JsonNode.Parse(one.Data)!["change"]!));
        Assert.All(told, one => Assert.Equal("db@default", one.Subject));
        Assert.All(events, one => Assert.DoesNotContain("marked", one.Data, StringComparison.Ordinal));
        var recorded = await Store.RecordedAsync();
        Assert.Equal(
            [SecurityActions.ConfigurationCreated, SecurityActions.ConfigurationUpdated, SecurityActions.ConfigurationRolledBack, SecurityActions.ConfigurationDeleted],
            recorded.Select(one => one.Action));
        Assert.All(recorded, one => Assert.Equal(("ann", "db@default", "192.0.2.0/24", "c-1"), (one.Actor, one.Target, one.ClientNetwork, one.CorrelationId)));
        Assert.Equal(["version 1: begin", "version 2", "version 3 with the content of 1: back", "version 3"], recorded.Select(one => one.Detail));
        Assert.Equal(events.Select(one => one.Revision).Distinct().Count(), events.Count);
    }

    [Fact]
    public async Task Create_OfWhatIsThere_IsRefused()
    {
        await CreateAsync("db", Drafts.Of("a: 1"));
        await TakeEventsAsync();

        var second = await CreateAsync("db", Drafts.Of("a: 2"));

        Assert.Equal((ConfigurationOutcome.Exists, 1), (second.Outcome, second.Head!.Version));
        Assert.Equal(ConfigurationOutcome.Created, (await CreateAsync("db", Drafts.Of("a: 2"), environment: "prod")).Outcome);
        Assert.Equal("""{"a":1}""", await JsonAsync("db"));
        Assert.Equal(2, (await TakeEventsAsync()).Count);
    }

    [Fact]
    public async Task Replace_WithTheSame_IsNoNewVersion()
    {
        await CreateAsync("db", Drafts.Of("a: 1"));
        await TakeEventsAsync();

        Assert.Equal(ConfigurationOutcome.Unchanged, (await ReplaceAsync("db", "a: 1")).Outcome);
        Assert.Equal(ConfigurationOutcome.Unchanged, (await RollBackAsync("db", 1)).Outcome);

        Assert.Equal(1, (await HeadAsync("db"))!.Version);
        Assert.Empty(await TakeEventsAsync());
        Assert.Equal(ConfigurationOutcome.Updated, (await ReplaceAsync("db", "a: 1 # new")).Outcome);
    }

    [Fact]
    public async Task Replace_OnAnotherVersionThanExpected_ChangesNothing()
    {
        await CreateAsync("db", Drafts.Of("a: 1"));
        await ReplaceAsync("db", "a: 2", 1, 7);

        var late = await ReplaceAsync("db", "a: 3", 1);

        Assert.Equal((ConfigurationOutcome.VersionMismatch, 2), (late.Outcome, late.Head!.Version));
        Assert.Equal(ConfigurationOutcome.VersionMismatch, (await DeleteAsync("db", 1)).Outcome);
        Assert.Equal(ConfigurationOutcome.VersionMismatch, (await RollBackAsync("db", 1, expected: 1)).Outcome);
        Assert.Equal("""{"a":2}""", await JsonAsync("db"));
    }

    [Fact]
    public async Task Replace_ManyAtOnceOnOneVersion_OneWins()
    {
        await CreateAsync("db", Drafts.Of("a: 0"));

        var results = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => ReplaceAsync("db", $"a: {i}", 1)));

        Assert.Single(results, result => result.Outcome is ConfigurationOutcome.Updated);
        Assert.Equal(19, results.Count(result => result.Outcome is ConfigurationOutcome.VersionMismatch));
        Assert.Equal(2, (await HeadAsync("db"))!.Version);
    }

    [Fact]
    public async Task Create_ManyAtOnce_OneWins()
    {
        var results = await Task.WhenAll(Enumerable.Range(1, 10).Select(i => CreateAsync("db", Drafts.Of($"a: {i}"))));

        Assert.Single(results, result => result.Outcome is ConfigurationOutcome.Created);
        Assert.Equal(9, results.Count(result => result.Outcome is ConfigurationOutcome.Exists));
    }

    [Fact]
    public async Task RollBack_IsANewVersionWithTheOldContent()
    {
        await CreateAsync("db", Drafts.Of("a: 1", "orders"));
        await ReplaceAsync("db", "b: 2");

        var back = await RollBackAsync("db", 1);

        Assert.Equal((ConfigurationOutcome.RolledBack, 3), (back.Outcome, back.Head!.Version));
        Assert.Equal("""{"a":1}""", await JsonAsync("db"));
        Assert.Equal("orders", Assert.Single((await HeadAsync("db"))!.Selector.Services).Value);
        Assert.Equal(ConfigurationOutcome.NoSuchVersion, (await RollBackAsync("db", 9)).Outcome);
        Assert.Equal(ConfigurationOutcome.Updated, (await ReplaceAsync("db", "c: 3", 3)).Outcome);
        Assert.Equal(
            ConfigurationOutcome.NotFound,
            (await Configurations.ApplyAsync(new RollBackConfiguration(Guid.NewGuid(), 1) { By = Ann }, Cancel)).Outcome);
    }

    [Fact]
    public async Task Deleted_IsGoneButItsVersionsAndNumbersGoOn()
    {
        await CreateAsync("db", Drafts.Of("a: 1"));
        await ReplaceAsync("db", "a: 2");
        var id = (await HeadAsync("db"))!.Id;

        Assert.Equal(ConfigurationOutcome.Deleted, (await DeleteAsync("db", 2)).Outcome);

        Assert.True((await HeadAsync("db"))!.IsDeleted);
        Assert.Empty((await Configurations.ListAsync(null, null, PageRequest.First, Cancel)).Items);
        Assert.Empty(await Configurations.ListLayersAsync(EnvironmentName.Default, Cancel));
        Assert.True((await Configurations.FindHeadAsync(id, Cancel))!.IsDeleted);
        Assert.Equal(ConfigurationOutcome.NotFound, (await DeleteAsync("db")).Outcome);
        Assert.Equal(ConfigurationOutcome.NotFound, (await ReplaceAsync("db", "a: 3")).Outcome);
        Assert.Equal(
            ConfigurationOutcome.NotFound, (await Configurations.ApplyAsync(new RollBackConfiguration(id, 1) { By = Ann }, Cancel)).Outcome);

        var again = await CreateAsync("db", Drafts.Of("a: 1"));
        Assert.Equal((ConfigurationOutcome.Created, id, 3), (again.Outcome, again.Head!.Id, again.Head.Version));
        Assert.Equal([3, 2, 1], (await Configurations.ListVersionsAsync(id, PageRequest.First, Cancel)).Items.Select(info => info.Number));
    }

    [Fact]
    public async Task Version_ThatIsNotToHold_LeavesTheOldOneActiveUntilItIsWrittenAgain()
    {
        await CreateAsync("db", Drafts.Of("a: 1", "orders"));
        var draft = Drafts.Of("a: 2");
        var change = new ReplaceConfiguration(Drafts.Key("db"), draft) { By = Ann, Activate = false };

        var waiting = (await Configurations.ApplyAsync(change, Cancel)).Head!;

        Assert.Equal(waiting, await HeadAsync("db"));
        Assert.Equal((2, 1, Drafts.Of("a: 1").Document.Hash), (waiting.Version, waiting.Active, waiting.ActiveHash));
        Assert.Equal("orders", Assert.Single(waiting.ActiveSelector.Services).Value);
        Assert.Equal(ConfigurationOutcome.Unchanged, (await Configurations.ApplyAsync(change, Cancel)).Outcome);
        Assert.Equal(ConfigurationOutcome.Activated, (await ReplaceAsync("db", "a: 2")).Outcome);
        var active = (await HeadAsync("db"))!;
        Assert.Equal((2, 2, draft.Document.Hash), (active.Version, active.Active, active.ActiveHash));
        Assert.Empty(active.ActiveSelector.Services);
        await DeleteAsync("db");
        Assert.Equal(0, (await HeadAsync("db"))!.Active);
    }

    [Fact]
    public async Task Kinds_KeepApart()
    {
        var route = new CreateConfiguration(Drafts.Key("r"), Drafts.Of("a: 1")) { By = Ann, Kind = ConfigurationKind.Route };
        Assert.Equal(ConfigurationKind.Route, (await Configurations.ApplyAsync(route, Cancel)).Version!.Info.Kind);
        await CreateAsync("db", Drafts.Of("a: 1"));

        Assert.Equal("db", Assert.Single(await Configurations.ListLayersAsync(EnvironmentName.Default, Cancel)).Key.Name.Value);
        Assert.Equal("r", Assert.Single((await Configurations.ListAsync(null, ConfigurationKind.Route, PageRequest.First, Cancel)).Items).Key.Name.Value);
        Assert.Equal(ConfigurationOutcome.OtherKind, (await ReplaceAsync("r", "a: 2")).Outcome);
        Assert.Equal(ConfigurationOutcome.OtherKind, (await DeleteAsync("r")).Outcome);
        Assert.Equal(ConfigurationOutcome.OtherKind, (await CreateAsync("r", Drafts.Of("a: 2"))).Outcome);
        Assert.Equal(ConfigurationKind.Route, (await HeadAsync("r"))!.Kind);
    }

    [Fact]
    public async Task List_ByEnvironment_ComesInOrderAndPages()
    {
        await CreateAsync("b", Drafts.Of("a: 1"), environment: "prod");
        await CreateAsync("c", Drafts.Of("a: 1"), environment: "prod");
        await CreateAsync("a", Drafts.Of("a: 1"), environment: "prod");
        await CreateAsync("z", Drafts.Of("a: 1"));
        await CreateAsync("x", Drafts.Of("a: 1"), environment: "staging");

        var first = await Configurations.ListAsync(EnvironmentName.Parse("prod"), null, new PageRequest(2), Cancel);
        var rest = await Configurations.ListAsync(EnvironmentName.Parse("prod"), null, new PageRequest(2, first.Next), Cancel);

        Assert.Equal(["a", "b"], first.Items.Select(head => head.Key.Name.Value));
        Assert.Equal(["c"], rest.Items.Select(head => head.Key.Name.Value));
        Assert.Null(rest.Next);
        Assert.Equal(
            ["z@default", "a@prod", "b@prod", "c@prod", "x@staging"],
            (await Configurations.ListAsync(null, null, PageRequest.First, Cancel)).Items.Select(head => head.Key.ToString()));
        Assert.Equal(
            ["a@prod", "b@prod", "c@prod", "z@default"],
            (await Configurations.ListLayersAsync(EnvironmentName.Parse("prod"), Cancel)).Select(head => head.Key.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task History_OfAThousandVersions_IsReadInPages()
    {
        await CreateAsync("db", Drafts.Of("a: 1"));
        foreach (var some in Enumerable.Range(2, 999).Chunk(50))
        {
            await Task.WhenAll(some.Select(i => ReplaceAsync("db", $"a: {i}")));
        }

        var id = (await HeadAsync("db"))!.Id;

        var numbers = new List<long>();
        for (PageRequest? page = new(300); page is not null;)
        {
            var answer = await Configurations.ListVersionsAsync(id, page, Cancel);
            numbers.AddRange(answer.Items.Select(info => info.Number));
            page = answer.Next is null ? null : page with { After = answer.Next };
        }

        Assert.Equal(Enumerable.Range(1, 1000).Reverse().Select(number => (long)number), numbers);
    }

    private Task<ConfigurationResult> CreateAsync(string name, ConfigurationDraft draft, string? notes = null, string environment = "default") =>
        Configurations.ApplyAsync(new CreateConfiguration(Drafts.Key(name, environment), draft) { By = Ann, Notes = notes }, Cancel);

    private Task<ConfigurationResult> ReplaceAsync(string name, string yaml, params long[] expected) =>
        Configurations.ApplyAsync(new ReplaceConfiguration(Drafts.Key(name), Drafts.Of(yaml)) { By = Ann, Expected = Set(expected) }, Cancel);

    private Task<ConfigurationResult> DeleteAsync(string name, params long[] expected) =>
        Configurations.ApplyAsync(new DeleteConfiguration(Drafts.Key(name)) { By = Ann, Expected = Set(expected) }, Cancel);

    private async Task<ConfigurationResult> RollBackAsync(string name, long version, string? notes = null, params long[] expected)
    {
        var change = new RollBackConfiguration((await HeadAsync(name))!.Id, version) { By = Ann, Notes = notes, Expected = Set(expected) };
        return await Configurations.ApplyAsync(change, Cancel);
    }

    private Task<ConfigurationHead?> HeadAsync(string name) => Configurations.FindHeadAsync(Drafts.Key(name), Cancel);

    private async Task<string> JsonAsync(string name)
    {
        var head = (await HeadAsync(name))!;
        return Assert.Single(await Configurations.FindVersionsAsync([new(head.Id, head.Version)], Cancel)).Document.Json;
    }

    private static HashSet<long>? Set(long[] expected) => expected.Length == 0 ? null : [.. expected];

    private async Task<IReadOnlyList<MeshEvent>> TakeEventsAsync()
    {
        var pending = await Store.Outbox.ReadDueAsync(100, Cancel);
        await Store.Outbox.MarkSentAsync([.. pending.Select(entry => entry.Sequence)], Cancel);
        return [.. pending.Select(entry => entry.Event)];
    }
}
