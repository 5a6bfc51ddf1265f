using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Identity.External;
using Xunit;

namespace ToskaMesh.Testing.Identity;

/// <summary>What every adapter of <see cref="IUsedNonces"/> must do.</summary>
public abstract class UsedNoncesContract : IAsyncLifetime
{
    private IUsedNonces? _nonces;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private IUsedNonces Nonces => _nonces ?? throw new InvalidOperationException("The test has not started.");

    public async ValueTask InitializeAsync() => _nonces = await CreateAsync(Time);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>None was used yet.</summary>
    protected abstract ValueTask<IUsedNonces> CreateAsync(FakeTimeProvider time);

    [Fact]
    public async Task Use_ManyAtOnce_OneHasIt()
    {
        var until = Time.GetUtcNow() + TimeSpan.FromMinutes(1);

        var used = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Nonces.TryUseAsync("a", until, Cancel)));

        Assert.Single(used, isUsed => isUsed);
        Assert.True(await Nonces.TryUseAsync("b", until, Cancel));
    }

    [Fact]
    public async Task Purge_BeforeItsTime_KeepsIt()
    {
        var until = Time.GetUtcNow() + TimeSpan.FromMinutes(1);
        await Nonces.TryUseAsync("a", until, Cancel);

        await Nonces.PurgeAsync(Cancel);
        Assert.False(await Nonces.TryUseAsync("a", until, Cancel));

        Time.Advance(TimeSpan.FromMinutes(1));
        await Nonces.PurgeAsync(Cancel);
        Assert.True(await Nonces.TryUseAsync("a", until, Cancel));
    }
}
