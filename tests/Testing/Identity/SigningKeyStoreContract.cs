using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Rotation;
using ToskaMesh.Shared.Identity.Tokens;
using ToskaMesh.Shared.Registry;
using Xunit;

namespace ToskaMesh.Testing.Identity;

/// <summary>What every adapter of <see cref="ISigningKeyStore"/> must do.</summary>
public abstract class SigningKeyStoreContract : IAsyncLifetime
{
    private static readonly RotationPolicy Policy = RotationPolicy.Default;

    private ISigningKeyStore? _keys;
    private ISecurityAudit? _audit;
    private int _made;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    protected ISigningKeyStore Keys => _keys ?? throw new InvalidOperationException("The test has not started.");

    public async ValueTask InitializeAsync() => (_keys, _audit) = await CreateAsync(Time);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>A new, empty store on this clock, and the audit that its steps are recorded in.</summary>
    protected abstract ValueTask<(ISigningKeyStore Keys, ISecurityAudit Audit)> CreateAsync(FakeTimeProvider time);

    [Fact]
    public async Task Step_OfNoKeys_MakesOneThatSigns_AndKeepsItsSecretAsItWas()
    {
        var made = Generate();

        Assert.True(await Keys.StepAsync(Policy, () => made, Cancel));
        Assert.False(await StepAsync());

        var stored = Assert.Single(await Keys.ListAsync(Cancel));
        Assert.Equal(made.Public, stored.Key.Public);
        Assert.Equal((SigningKeyState.Signing, Time.GetUtcNow(), Time.GetUtcNow(), null), (stored.Key.State, stored.Key.AnnouncedAt, stored.Key.SigningSince, stored.Key.RetiringSince));
        Assert.True(stored.Sealed.Span.SequenceEqual(made.Sealed.Span));
        Assert.Equal([(SecurityActions.SigningKeyAnnounced, stored.Key.Id)], await AuditAsync());
    }

    [Fact]
    public async Task Step_AllThroughALife_PassesEveryState_AndEachOnce()
    {
        await StepAsync();
        Time.Advance(Policy.Signing - Policy.Announced);

        // Asked before each step, too: what was answered then must not be remembered after it.
        Assert.Equal(["k1 Signing"], await StatesAsync());
        Assert.True(await StepAsync());
        Assert.Equal(["k1 Signing", "k2 Announced"], await StatesAsync());

        Time.Advance(Policy.Announced);
        Assert.Equal(["k1 Signing", "k2 Announced"], await StatesAsync());
        Assert.True(await StepAsync());
        Assert.Equal(["k2 Signing", "k1 Retiring"], await StatesAsync());

        Time.Advance(RotationPolicy.Retiring);
        Assert.True(await StepAsync());
        Assert.Equal(["k2 Signing"], await StatesAsync());
        Assert.Equal(
            [(SecurityActions.SigningKeyAnnounced, "k1"), (SecurityActions.SigningKeyAnnounced, "k2"), (SecurityActions.SigningKeyRetired, "k1")],
            await AuditAsync());
    }

    [Fact]
    public async Task Step_ManyAtOnce_MakeOneKey()
    {
        var changes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(StepAsync, Cancel)));

        Assert.Single(changes, changed => changed);
        Assert.Single(await Keys.ListAsync(Cancel));
        Assert.Single(await AuditAsync());
    }

    [Fact]
    public async Task Replace_OneThatSigns_TakesTheAnnouncedOne_OrMakesOne_AndNamesWhoAsked()
    {
        await StepAsync();
        Time.Advance(Policy.Signing - Policy.Announced);
        await StepAsync();

        Assert.True(await ReplaceAsync(revoke: false));
        Assert.Equal(["k2 Signing", "k1 Retiring"], await StatesAsync());
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await ReplaceAsync(revoke: false));

        // Each begins, and the one before ends, a moment after it was published.
        var keys = (await Keys.ListAsync(Cancel)).Select(key => key.Key).ToList();
        Assert.Equal(["k3 Signing", "k2 Retiring", "k1 Retiring"], await StatesAsync());
        var begins = Time.GetUtcNow() + RotationPolicy.Spread;
        Assert.Equal((begins, begins, begins - TimeSpan.FromSeconds(1)), (keys[0].SigningSince, keys[1].RetiringSince, keys[2].RetiringSince));
        var happened = (await _audit!.ListAsync(new AuditFilter(Actor: "ada"), new PageRequest(10, null), Cancel)).Items;
        Assert.Equal(
            [(SecurityActions.SigningKeyRetired, "k1"), (SecurityActions.SigningKeyAnnounced, "k3"), (SecurityActions.SigningKeyRetired, "k2")],
            happened.OrderBy(one => one.At).ThenBy(one => one.Action, StringComparer.Ordinal).Select(one => (one.Action, one.Target)));
        Assert.All(happened, one => Assert.Equal("out of turn: drill", one.Detail));
    }

    [Fact]
    public async Task Replace_AndRevoke_LeavesOneNewKeyThatSignsAtOnce()
    {
        await StepAsync();
        Time.Advance(Policy.Signing - Policy.Announced);
        await StepAsync();
        await StatesAsync();

        Assert.True(await ReplaceAsync(revoke: true));

        var key = Assert.Single(await Keys.ListAsync(Cancel)).Key;
        Assert.Equal(("k3", SigningKeyState.Signing, Time.GetUtcNow()), (key.Id, key.State, key.SigningSince));
        var revoked = await _audit!.ListAsync(new AuditFilter(SecurityActions.SigningKeyRevoked, "ada"), new PageRequest(10, null), Cancel);
        Assert.Equal(["k1", "k2"], revoked.Items.Select(one => one.Target).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Replace_AgainAndAgain_EndsWhereAVerifierStillTakesAllKeys()
    {
        await StepAsync();
        while (await ReplaceAsync(revoke: false))
        {
            Assert.InRange((await Keys.ListAsync(Cancel)).Count, 2, SigningKeySet.MaxKeys - 1);
        }

        Assert.Equal(SigningKeySet.MaxKeys - 1, (await Keys.ListAsync(Cancel)).Count);
        Assert.True(await ReplaceAsync(revoke: true));
        Assert.Single(await Keys.ListAsync(Cancel));
    }

    protected NewSigningKey Generate()
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = made.ExportParameters(includePrivateParameters: false).Q;
        return new NewSigningKey(
            new PublishedSigningKey
            {
                KeyId = $"k{Interlocked.Increment(ref _made)}",
                X = Base64Url.EncodeToString(point.X),
                Y = Base64Url.EncodeToString(point.Y),
            },
            RandomNumberGenerator.GetBytes(160));
    }

    private Task<bool> StepAsync() => Keys.StepAsync(Policy, Generate, Cancel);

    private Task<bool> ReplaceAsync(bool revoke) =>
        Keys.ReplaceAsync(new SigningKeyReplacement(revoke, "drill"), new RequestOrigin("ada"), Generate, Cancel);

    private async Task<IEnumerable<string>> StatesAsync() => (await Keys.ListAsync(Cancel)).Select(key => $"{key.Key.Id} {key.Key.State}");

    private async Task<IEnumerable<(string Action, string Target)>> AuditAsync()
    {
        var page = await _audit!.ListAsync(new AuditFilter(), new PageRequest(10, null), Cancel);
        return page.Items.Reverse().Select(happened => (happened.Action, happened.Target));
    }
}
