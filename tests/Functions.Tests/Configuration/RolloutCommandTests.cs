using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Configuration;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Functions.Tests.Configuration;

/// <summary>Commands to a rollout over a store that goes away as soon as it has committed them.</summary>
public sealed class RolloutCommandTests
{
    private const string Path = "api/Configurations/db/rollouts";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("approve", "baking")]
    [InlineData("pause", "paused")]
    [InlineData("abort", "rolledBack")]
    [InlineData("promote", "completed")]
    public async Task Command_ThatIsCommittedAsTheStoreGoesAway_IsAnsweredAsObeyed(string command, string phase)
    {
        ForgetfulRollouts store = null!;
        await using var mesh = await ControlPlaneUnderTest.StartAsync(
            services => services.Replace(ServiceDescriptor.Singleton<IRolloutStore>(provider => store = new ForgetfulRollouts(provider.GetRequiredService<IRolloutShares>()))));
        var (id, canary) = await AwaitAsync(mesh);
        store.GoesAway = true;

        var answer = await mesh.Admin.PostJsonAsync($"{Path}/{id}/{command}", """{"step":0,"notes":"why"}""").JsonAsync();

        Assert.Equal(phase, (string?)answer["phase"]);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await mesh.Admin.GetAsync(new Uri($"{Path}/{id}", UriKind.Relative), Cancel)).StatusCode);
        store.IsAway = store.GoesAway = false;
        if (command is not "approve")
        {
            return;
        }

        // What was left goes on by itself, and who tries again takes nothing further.
        var again = await mesh.Admin.PostJsonAsync($"{Path}/{id}/approve", """{"step":0}""").JsonAsync(HttpStatusCode.Conflict);
        Assert.Contains("at step 1", (string?)again["detail"], StringComparison.Ordinal);
        await AdvanceAsync(mesh, async () => (await mesh.Store.Rollouts.FindAsync(id, Cancel))!.Members.Count == 2, "the second has it, too");
        Assert.Contains(canary, (await mesh.Store.Rollouts.FindAsync(id, Cancel))!.Members.Select(member => member.Id));
    }

    [Fact]
    public async Task Command_WithAStepThatCannotBe_IsRefused()
    {
        await using var mesh = await ControlPlaneUnderTest.StartAsync();
        var (id, _) = await AwaitAsync(mesh);

        var faults = await mesh.Admin.PostJsonAsync($"{Path}/{id}/approve", """{"step":-1,"why":"x"}""").JsonAsync(HttpStatusCode.BadRequest);

        Assert.Equal(["/step", "/why"], faults.Pointers().Order());
    }

    // Two instances; the first has the version and is well, and the rollout asks.
    private static async Task<(Guid Id, InstanceId Canary)> AwaitAsync(ControlPlaneUnderTest mesh)
    {
        foreach (var (id, port) in new[] { ("o-1", 5001), ("o-2", 5002) })
        {
            await mesh.Store.Registry.RegisterAsync(Registrations.Of("orders", id, port, plain => plain with { Lease = TimeSpan.FromDays(1) }), Callers.Admin, Cancel);
            await mesh.Store.Registry.HeartbeatAsync(InstanceId.Parse(id), Callers.Admin, Cancel);
        }

        await mesh.Store.Configurations.ApplyAsync(new CreateConfiguration(Drafts.Key("db"), Drafts.Of("a: 1", "orders")) { By = new("ann"), Activate = false }, Cancel);
        var started = await mesh.Admin.PostJsonAsync(
            Path,
            """{"version":1,"strategy":{"steps":[{"percent":50,"bake":"00:00:05"},{"percent":100,"bake":"00:00:05"}]},"approval":{"before":"step","timeout":"01:00:00"}}""").JsonAsync(HttpStatusCode.Created);
        var (rollout, canary) = (Guid.Parse((string)started["id"]!), InstanceId.Parse((string)started["instances"]![0]!["instanceId"]!));
        await mesh.Store.Rollouts.AcknowledgeAsync(new RolloutAcknowledgement(canary, ServiceName.Parse("orders"), Drafts.Key("db"), 1, true, null), Cancel);
        await AdvanceAsync(
            mesh, async () => (await mesh.Store.Rollouts.FindAsync(rollout, Cancel))!.Progress.Phase is RolloutPhase.AwaitingApproval, "it asks");
        return (rollout, canary);
    }

    private static Task AdvanceAsync(ControlPlaneUnderTest mesh, Func<Task<bool>> until, string what) => Eventually.TrueAsync(
        async () =>
        {
            mesh.Time.Advance(TimeSpan.FromMilliseconds(500));
            return await until();
        },
        what);

    /// <summary>The store in memory, which is away after it has stored what a person said.</summary>
    private sealed class ForgetfulRollouts(IRolloutShares shares) : IRolloutStore
    {
        private readonly IRolloutStore _store = (IRolloutStore)shares;

        public bool GoesAway { get; set; }

        public bool IsAway { get; set; }

        private IRolloutStore Store => IsAway ? throw new StoreUnavailableException("It is away.") : _store;

        public Task<RolloutStartResult> StartAsync(RolloutStart start, CancellationToken cancellationToken) => Store.StartAsync(start, cancellationToken);

        public Task<Rollout?> FindAsync(Guid id, CancellationToken cancellationToken) => Store.FindAsync(id, cancellationToken);

        public Task<long> NewestMarkAsync(CancellationToken cancellationToken) => Store.NewestMarkAsync(cancellationToken);

        public Task<Rollout?> FindUnderWayAsync(ConfigurationKey key, CancellationToken cancellationToken) => Store.FindUnderWayAsync(key, cancellationToken);

        public Task<IReadOnlyList<ConfigurationKey>> ListUnderWayAsync(CancellationToken cancellationToken) => Store.ListUnderWayAsync(cancellationToken);

        public Task<Page<Rollout>> ListAsync(Guid configurationId, PageRequest page, CancellationToken cancellationToken) => Store.ListAsync(configurationId, page, cancellationToken);

        public async Task<bool> TryApplyAsync(RolloutChange change, ConfigurationAuthor? by, CancellationToken cancellationToken)
        {
            var isStored = await Store.TryApplyAsync(change, by, cancellationToken);
            IsAway = GoesAway && isStored && by is not null;
            return isStored;
        }

        public Task<bool> AcknowledgeAsync(RolloutAcknowledgement acknowledgement, CancellationToken cancellationToken) =>
            Store.AcknowledgeAsync(acknowledgement, cancellationToken);
    }
}
