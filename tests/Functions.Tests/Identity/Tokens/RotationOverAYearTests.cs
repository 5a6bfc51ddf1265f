using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Identity.Tokens;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.Identity.Tokens;
using ToskaMesh.Testing.Identity;

namespace ToskaMesh.Functions.Tests.Identity.Tokens;

public sealed class RotationOverAYearTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>As .NET's own token handlers do: they ask for the keys every 12 hours and otherwise go by what they have.</summary>
    [Fact]
    public async Task VerifierThatRefreshesEach12Hours_NeverMeetsAnUnknownKey()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        var store = new InMemorySigningKeyStore(time, new InMemorySecurityAudit());
        var options = Options.Create(new TokenOptions { Issuer = TokenOptions.LocalIssuer });
        var seal = new SigningKeySeal(new FixedMasterKey());
        var rotation = new SigningKeyRotation(store, seal, new NothingAfterCommit(), options, time);
        var source = new SigningKeySource(store, options);
        var issuer = new AccessTokenIssuer(store, rotation, seal, options);
        await rotation.EnsureAsync(Cancel);
        var verifier = await VerifierAsync();
        var seen = new HashSet<string>();
        string? last = null;

        // A timer that runs every three hours, and each time tokens of this moment and of the last minutes before the next.
        for (var hour = 0; hour < 366 * 24; hour += 3)
        {
            if (hour % 12 == 0)
            {
                verifier = await VerifierAsync();
            }

            await rotation.RunAsync(Cancel);
            Assert.True(last is null || verifier.Verify(last).Accepted);
            var verdict = verifier.Verify((await issuer.IssueAsync(Claims.User, time.GetUtcNow(), Cancel)).Token);
            Assert.True(verdict.Accepted, $"{verdict.Fault} in hour {hour}");
            seen.Add(verdict.Token.KeyId);

            time.Advance(TimeSpan.FromMinutes(175));
            last = (await issuer.IssueAsync(Claims.User, time.GetUtcNow(), Cancel)).Token;
            time.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Equal(13, seen.Count);

        async Task<AccessTokenVerifier> VerifierAsync() => new(await source.ReadAsync(Cancel), Audiences.ControlPlane, time);
    }

    private sealed class NothingAfterCommit : IAfterCommit
    {
        public Task RunAsync() => Task.CompletedTask;
    }
}
