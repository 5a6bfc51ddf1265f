using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Registry;
using Xunit;

namespace ToskaMesh.Testing.Identity;

/// <summary>What every adapter of <see cref="ISecurityAudit"/> must do.</summary>
public abstract class SecurityAuditContract : IAsyncLifetime
{
    private ISecurityAudit? _audit;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private ISecurityAudit Audit => _audit ?? throw new InvalidOperationException("The test has not started.");

    public async ValueTask InitializeAsync() => _audit = await CreateAsync(Time);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>A new, empty audit on this clock.</summary>
    protected abstract ValueTask<ISecurityAudit> CreateAsync(FakeTimeProvider time);

    [Fact]
    public async Task Append_Record_IsReadAsItWas()
    {
        var happened = new RequestOrigin("somebody", "192.0.2.1", "c-1").Event(Time.GetUtcNow(), SecurityActions.Login, "user-1", "why", succeeded: false);

        await Audit.AppendAsync(happened, Cancel);

        Assert.Equal(happened, Assert.Single((await Audit.ListAsync(new AuditFilter(), PageRequest.First, Cancel)).Items));
    }

    [Fact]
    public async Task List_Pages_HaveEachOnceTheNewestFirst()
    {
        for (var i = 0; i < 5; i++)
        {
            await AppendAsync($"{i}");
            Time.Advance(TimeSpan.FromTicks(1));
        }

        var first = await Audit.ListAsync(new AuditFilter(), new PageRequest(3), Cancel);
        var second = await Audit.ListAsync(new AuditFilter(), new PageRequest(3, first.Next), Cancel);

        Assert.Equal(["4", "3", "2", "1", "0"], first.Items.Concat(second.Items).Select(happened => happened.Target));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task List_Filtered_HasWhatFitsAllFilters()
    {
        var start = Time.GetUtcNow();
        await AppendAsync("a", SecurityActions.Login, "x");
        Time.Advance(TimeSpan.FromMinutes(1));
        await AppendAsync("a", SecurityActions.SessionEnded, "x");
        await AppendAsync("b", SecurityActions.Login, "y");

        Assert.Equal(["b", "a"], await TargetsAsync(new AuditFilter(Action: SecurityActions.Login)));
        Assert.Equal(["a", "a"], await TargetsAsync(new AuditFilter(Actor: "x")));
        Assert.Equal(["b"], await TargetsAsync(new AuditFilter(Target: "b")));
        Assert.Equal(["b"], await TargetsAsync(new AuditFilter(Action: SecurityActions.Login, From: start + TimeSpan.FromMinutes(1))));
        Assert.Equal(["a"], await TargetsAsync(new AuditFilter(From: start, To: start + TimeSpan.FromMinutes(1))));
    }

    [Fact]
    public async Task Purge_BeyondTheRetention_KeepsTheRest()
    {
        await AppendAsync("old");
        Time.Advance(TimeSpan.FromDays(365) + TimeSpan.FromTicks(1));
        await AppendAsync("new");

        Assert.False(await Audit.PurgeAsync(Cancel));

        Assert.Equal(["new"], await TargetsAsync(new AuditFilter()));
    }

    private Task AppendAsync(string target, string action = SecurityActions.Login, string? actor = null) =>
        Audit.AppendAsync(new RequestOrigin(actor).Event(Time.GetUtcNow(), action, target), Cancel);

    private async Task<IEnumerable<string>> TargetsAsync(AuditFilter filter) =>
        (await Audit.ListAsync(filter, PageRequest.First, Cancel)).Items.Select(happened => happened.Target);
}
