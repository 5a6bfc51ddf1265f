using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Identity.Login;
using ToskaMesh.Shared.Identity.Passwords;
using ToskaMesh.Shared.Identity.Users;
using ToskaMesh.Shared.Limits;

namespace ToskaMesh.Shared.Tests.Identity.Accounts;

public sealed class LoginThrottleTests
{
    private static readonly EmailAddress Account = EmailAddress.Parse("ada@example.org");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly LoginThrottle _throttle;

    public LoginThrottleTests() => _throttle = new LoginThrottle(new InMemoryLimitCounters(_time));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OneNetwork_LocksOnlyItselfOut_HoweverLongItGuesses()
    {
        // A day of tries, as many as it can.
        for (var i = 0; i < 24 * 60; i++)
        {
            await TurnAsync("guesser");
            await TurnAsync("guesser");
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(LoginTurn.Granted, await TurnAsync("owner"));
        Assert.Equal(LoginTurn.Granted, await TurnAsync(null));
    }

    [Fact]
    public async Task OneNetwork_HasTenTriesThenPauses()
    {
        for (var i = 0; i < LoginThrottle.FreeAttempts; i++)
        {
            Assert.Equal(LoginTurn.Granted, await TurnAsync("guesser"));
        }

        Assert.Equal(LoginTurn.Granted, await TurnAsync("guesser"));
        Assert.Equal(LoginTurn.Locked, await TurnAsync("guesser"));
        _time.Advance(LoginThrottle.LockAfter(LoginThrottle.FreeAttempts + 1));
        Assert.Equal(LoginTurn.Granted, await TurnAsync("guesser"));
        Assert.Equal(LoginTurn.Locked, await TurnAsync("guesser"));
    }

    [Fact]
    public async Task ManyNetworks_HaveAHundredTriesTogether()
    {
        var granted = 0;
        for (var i = 0; i < 50; i++)
        {
            for (var j = 0; j < LoginThrottle.FreeAttempts; j++)
            {
                granted += await TurnAsync($"network-{i}") is LoginTurn.Granted ? 1 : 0;
            }
        }

        Assert.Equal(LoginThrottle.FreeAttemptsInAll + 1, granted);
    }

    [Fact]
    public async Task Forget_EndsTheLocksOfAll_AndALoginOnlyItsNetworks()
    {
        await LockAsync("one");
        await LockAsync("other");

        await _throttle.SucceededAsync(Account, "one", Cancel);
        Assert.Equal((LoginTurn.Granted, LoginTurn.Locked), (await TurnAsync("one"), await TurnAsync("other")));

        await _throttle.ForgetAsync(Account, Cancel);
        Assert.Equal((LoginTurn.Granted, LoginTurn.Granted), (await TurnAsync("one"), await TurnAsync("other")));
    }

    [Fact]
    public async Task Busy_IsNotCounted_NeitherAsAnAttemptNorAsALock()
    {
        for (var i = 0; i < LoginThrottle.FreeAttempts; i++)
        {
            await TurnAsync("ada");
        }

        // Each is the one between two locks.
        for (var i = 0; i < 5; i++)
        {
            var attempt = await _throttle.EnterAsync(Account, "ada", Cancel);
            Assert.Equal(LoginTurn.Granted, attempt.Turn);
            await Assert.ThrowsAsync<PasswordHashingBusyException>(() => _throttle.VerifyAsync(attempt, new BusyHasher(), "x", null, Cancel));
        }

        Assert.Equal(LoginTurn.Granted, await TurnAsync("ada"));
        Assert.Equal(LoginTurn.Locked, await TurnAsync("ada"));
        _time.Advance(LoginThrottle.LockAfter(LoginThrottle.FreeAttempts + 1));
        Assert.Equal(LoginTurn.Granted, await TurnAsync("ada"));
    }

    [Fact]
    public async Task NetworkWithManyFailures_IsRefusedForAWhile_OnWhateverAccount()
    {
        for (var i = 0; i < LoginThrottle.FailuresPerNetwork; i++)
        {
            await _throttle.FailedAsync("guesser", Cancel);
        }

        Assert.Equal(LoginTurn.NetworkRefused, await TurnAsync("guesser"));
        Assert.Equal(LoginTurn.Granted, await TurnAsync("owner"));
        _time.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(LoginTurn.Granted, await TurnAsync("guesser"));
    }

    private async Task LockAsync(string network)
    {
        for (var i = 0; i < LoginThrottle.FreeAttempts + 2; i++)
        {
            await TurnAsync(network);
        }

        Assert.Equal(LoginTurn.Locked, await TurnAsync(network));
    }

    private async Task<LoginTurn> TurnAsync(string? network) => (await _throttle.EnterAsync(Account, network, Cancel)).Turn;

    private sealed class BusyHasher : IPasswordHasher
    {
        public Task<string> HashAsync(string password, CancellationToken cancellationToken) => throw new PasswordHashingBusyException();

        public Task<PasswordCheck> VerifyAsync(string password, string? storedHash, CancellationToken cancellationToken) =>
            throw new PasswordHashingBusyException();
    }
}
