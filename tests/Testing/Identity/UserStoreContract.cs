using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Users;
using ToskaMesh.Shared.Registry;
using Xunit;

namespace ToskaMesh.Testing.Identity;

/// <summary>What every store of users has to hold.</summary>
public abstract class UserStoreContract : IAsyncLifetime
{
    private IUserStore? _store;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private IUserStore Store => _store!;

    public async ValueTask InitializeAsync() => _store = await CreateAsync(Time);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected abstract ValueTask<IUserStore> CreateAsync(FakeTimeProvider time);

    [Fact]
    public async Task Add_IsFoundByAllItsNames()
    {
        var user = User("ada") with
        {
            PhoneNumber = "1",
            PasswordHash = "hash",
            Scopes = ["commands:send"],
            ExternalLogins = [new ExternalLogin("idp", "subject")],
        };
        Assert.Equal(AddUserOutcome.Added, await Store.AddAsync(new NewUser { User = user }, Cancel));

        foreach (var found in new[]
        {
            await Store.FindAsync(user.Id, Cancel),
            await Store.FindAsync(user.Email, Cancel),
            await Store.FindAsync(new ExternalLogin("idp", "subject"), Cancel),
        })
        {
            Assert.Equal(
                (user.Id, user.Email, user.FullName, user.PhoneNumber, user.PasswordHash, user.CreatedAt, user.IsActive, user.EmailConfirmed, user.IsAdmin),
                (found!.Id, found.Email, found.FullName, found.PhoneNumber, found.PasswordHash, found.CreatedAt, found.IsActive, found.EmailConfirmed, found.IsAdmin));
            Assert.Equal(user.Scopes, found.Scopes);
            Assert.Equal(user.ExternalLogins, found.ExternalLogins);
        }

        Assert.Null(await Store.FindAsync(Guid.NewGuid(), Cancel));
        Assert.Null(await Store.FindAsync(Email("nobody"), Cancel));
        Assert.Null(await Store.FindAsync(new ExternalLogin("idp", "other"), Cancel));
    }

    [Fact]
    public async Task Add_OfATakenAddressOrLogin_ChangesNothing()
    {
        await AddAsync(User("ada") with { ExternalLogins = [new ExternalLogin("idp", "subject")] });

        Assert.Equal(AddUserOutcome.Taken, await Store.AddAsync(new NewUser { User = User("ada") }, Cancel));
        Assert.Equal(
            AddUserOutcome.Taken, await Store.AddAsync(new NewUser { User = User("bob") with { ExternalLogins = [new ExternalLogin("idp", "subject")] } }, Cancel));

        Assert.Single((await Store.ListAsync(null, PageRequest.First, Cancel)).Items);
    }

    [Fact]
    public async Task Add_AsFirstAdmin_WorksOnce_AlsoAtTheSameTime()
    {
        Assert.False(await Store.HasAdminAsync(Cancel));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            i => Store.AddAsync(new NewUser { User = User($"boss{i}") with { IsAdmin = true }, OnlyAsFirstAdmin = true }, Cancel)));

        Assert.Single(outcomes, outcome => outcome is AddUserOutcome.Added);
        Assert.Equal(7, outcomes.Count(outcome => outcome is AddUserOutcome.AdminExists));
        Assert.True(await Store.HasAdminAsync(Cancel));
    }

    [Fact]
    public async Task Change_CountsVersions_AndStampsWhatEndsSessions()
    {
        var user = await AddAsync(User("ada"));

        var first = await ChangeAsync(user.Id, stored => new UserChange { After = stored with { FullName = "Other" } });
        var second = await ChangeAsync(user.Id, stored => new UserChange { After = stored with { IsActive = false }, EndsSessions = true });
        var untouched = await ChangeAsync(user.Id, stored => new UserChange { After = stored });

        Assert.Equal((2, 1), (first.User!.Version, first.User.Stamp));
        Assert.Equal((3, 2), (second.User!.Version, second.User.Stamp));
        Assert.Equal(3, untouched.User!.Version);
        var found = await Store.FindAsync(user.Id, Cancel);
        Assert.Equal(("Other", false, 3, 2), (found!.FullName, found.IsActive, found.Version, found.Stamp));
    }

    [Fact]
    public async Task Change_NobodyOrRefusedOrTaken_ChangesNothing()
    {
        var (ada, bob) = (await AddAsync(User("ada")), await AddAsync(User("bob")));

        Assert.Equal(UserChangeOutcome.NotFound, (await ChangeAsync(Guid.NewGuid(), user => new UserChange { After = user })).Outcome);
        Assert.Equal(UserChangeOutcome.Refused, (await ChangeAsync(ada.Id, _ => null)).Outcome);
        Assert.Equal(UserChangeOutcome.Taken, (await ChangeAsync(ada.Id, user => new UserChange { After = user with { Email = bob.Email } })).Outcome);

        Assert.Equal(ada.Email, (await Store.FindAsync(ada.Id, Cancel))!.Email);
    }

    [Fact]
    public async Task Change_ManyAtOnce_NoneIsLost()
    {
        var user = await AddAsync(User("ada"));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(
            _ => ChangeAsync(user.Id, stored => new UserChange { After = stored with { FullName = stored.FullName + "x" } })));

        Assert.Equal(user.FullName + new string('x', 20), (await Store.FindAsync(user.Id, Cancel))!.FullName);
    }

    [Fact]
    public async Task LastActiveAdmin_CannotGo_AlsoAtTheSameTime()
    {
        var (one, other) = (await AddAsync(User("one") with { IsAdmin = true }), await AddAsync(User("other") with { IsAdmin = true }));

        var outcomes = await Task.WhenAll(
            ChangeAsync(one.Id, user => new UserChange { After = user with { IsAdmin = false } }),
            ChangeAsync(other.Id, user => new UserChange { After = user with { IsActive = false } }));

        Assert.Equal([UserChangeOutcome.Done, UserChangeOutcome.LastAdmin], outcomes.Select(result => result.Outcome).Order());
        var left = (await Store.ListAsync(null, PageRequest.First, Cancel)).Items.Single(user => user is { IsAdmin: true, IsActive: true });
        Assert.Equal(UserChangeOutcome.LastAdmin, (await ChangeAsync(left.Id, _ => new UserChange { After = null })).Outcome);
    }

    [Fact]
    public async Task Delete_ForgetsTheUser_AndTheirLogins()
    {
        var login = new ExternalLogin("idp", "subject");
        var user = await AddAsync(User("ada") with { ExternalLogins = [login] });

        Assert.Equal(UserChangeOutcome.Done, (await ChangeAsync(user.Id, _ => new UserChange { After = null })).Outcome);

        Assert.Null(await Store.FindAsync(user.Id, Cancel));
        Assert.Null(await Store.FindAsync(login, Cancel));
        await AddAsync(User("ada") with { ExternalLogins = [login] });
    }

    [Fact]
    public async Task List_IsInOrder_InPages_AndSearchedWithoutCase()
    {
        foreach (var name in new[] { "carl", "ada", "bob" })
        {
            await AddAsync(User(name));
        }

        var first = await Store.ListAsync(null, new PageRequest(2), Cancel);
        var second = await Store.ListAsync(null, new PageRequest(2, first.Next), Cancel);

        Assert.Equal(["ada@example.org", "bob@example.org", "carl@example.org"], first.Items.Concat(second.Items).Select(user => user.Email.Value));
        Assert.Null(second.Next);
        Assert.Equal("carl@example.org", Assert.Single((await Store.ListAsync("NAME CARL", PageRequest.First, Cancel)).Items).Email.Value);
        Assert.Empty((await Store.ListAsync("%", PageRequest.First, Cancel)).Items);
    }

    [Fact]
    public async Task Redeem_TheRightToken_WorksOnce_AlsoAtTheSameTime()
    {
        var user = await AddAsync(User("ada"));
        var secret = await SendAsync(user, OneTimePurpose.ConfirmEmail);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RedeemAsync(user.Email, OneTimePurpose.ConfirmEmail, secret)));

        Assert.Single(outcomes, outcome => outcome is UserChangeOutcome.Done);
        Assert.Equal(7, outcomes.Count(outcome => outcome is UserChangeOutcome.NotFound));
        Assert.True((await Store.FindAsync(user.Id, Cancel))!.EmailConfirmed);
    }

    [Fact]
    public async Task Redeem_AnythingElse_IsNotFound()
    {
        var (ada, bob) = (await AddAsync(User("ada")), await AddAsync(User("bob")));
        var old = await SendAsync(ada, OneTimePurpose.ResetPassword);
        var secret = await SendAsync(ada, OneTimePurpose.ResetPassword);

        Assert.Equal(UserChangeOutcome.NotFound, await RedeemAsync(ada.Email, OneTimePurpose.ResetPassword, old));
        Assert.Equal(UserChangeOutcome.NotFound, await RedeemAsync(bob.Email, OneTimePurpose.ResetPassword, secret));
        Assert.Equal(UserChangeOutcome.NotFound, await RedeemAsync(ada.Email, OneTimePurpose.ConfirmEmail, secret));
        Assert.Equal(UserChangeOutcome.NotFound, await RedeemAsync(Email("nobody"), OneTimePurpose.ResetPassword, secret));
        Time.Advance(OneTimeToken.Lifetime);
        Assert.Equal(UserChangeOutcome.NotFound, await RedeemAsync(ada.Email, OneTimePurpose.ResetPassword, secret));
        await Store.PurgeTokensAsync(Cancel);
    }

    [Fact]
    public async Task HoldsToken_SaysWhatRedeemWould_AndUsesNothingUp()
    {
        var (ada, bob) = (await AddAsync(User("ada")), await AddAsync(User("bob")));
        var secret = await SendAsync(ada, OneTimePurpose.ResetPassword);

        Assert.True(await Store.HoldsTokenAsync(ada.Email, OneTimePurpose.ResetPassword, secret, Cancel));
        Assert.True(await Store.HoldsTokenAsync(ada.Email, OneTimePurpose.ResetPassword, secret, Cancel));
        Assert.False(await Store.HoldsTokenAsync(ada.Email, OneTimePurpose.ConfirmEmail, secret, Cancel));
        Assert.False(await Store.HoldsTokenAsync(ada.Email, OneTimePurpose.ResetPassword, "x", Cancel));
        Assert.False(await Store.HoldsTokenAsync(bob.Email, OneTimePurpose.ResetPassword, secret, Cancel));
        Assert.False(await Store.HoldsTokenAsync(Email("nobody"), OneTimePurpose.ResetPassword, secret, Cancel));
        Time.Advance(OneTimeToken.Lifetime);
        Assert.False(await Store.HoldsTokenAsync(ada.Email, OneTimePurpose.ResetPassword, secret, Cancel));
    }

    [Fact]
    public async Task Add_OfAnUnclaimedAddress_ReplacesAllOfIt_OnlyIfItIsTold()
    {
        var first = await AddAsync(User("ada") with { PasswordHash = "first" });
        var secret = await SendAsync(first, OneTimePurpose.ConfirmEmail);
        var second = User("ada") with { PasswordHash = "second" };

        Assert.Equal(AddUserOutcome.Taken, await Store.AddAsync(new NewUser { User = second }, Cancel));
        Assert.Equal(AddUserOutcome.Added, await Store.AddAsync(new NewUser { User = second, ReplacesUnclaimed = true }, Cancel));

        Assert.Equal((second.Id, "second"), ((await Store.FindAsync(first.Email, Cancel))!.Id, (await Store.FindAsync(first.Email, Cancel))!.PasswordHash));
        Assert.Null(await Store.FindAsync(first.Id, Cancel));
        Assert.Equal(UserChangeOutcome.NotFound, await RedeemAsync(first.Email, OneTimePurpose.ConfirmEmail, secret));
    }

    [Fact]
    public async Task Add_OfAClaimedAddress_IsTaken_WhateverItIsTold()
    {
        await AddAsync(User("confirmed") with { EmailConfirmed = true });
        await AddAsync(User("linked") with { ExternalLogins = [new ExternalLogin("idp", "subject")] });
        var moved = await AddAsync(User("moved"));
        await ChangeAsync(moved.Id, user => new UserChange { After = user with { FullName = "Moved" }, EndsSessions = true });

        foreach (var name in new[] { "confirmed", "linked", "moved" })
        {
            Assert.Equal(AddUserOutcome.Taken, await Store.AddAsync(new NewUser { User = User(name), ReplacesUnclaimed = true }, Cancel));
        }
    }

    [Fact]
    public async Task PurgeUnclaimed_ForgetsOldRegistrationsOnly()
    {
        var old = await AddAsync(User("old"));
        var confirmed = await AddAsync(User("confirmed") with { EmailConfirmed = true });
        Time.Advance(TimeSpan.FromDays(1));
        var young = await AddAsync(User("young"));

        await Store.PurgeUnclaimedAsync(Time.GetUtcNow(), Cancel);

        Assert.Null(await Store.FindAsync(old.Id, Cancel));
        Assert.NotNull(await Store.FindAsync(confirmed.Id, Cancel));
        Assert.NotNull(await Store.FindAsync(young.Id, Cancel));
    }

    [Fact]
    public async Task Redeem_AfterRightsChanged_IsNotFound()
    {
        var user = await AddAsync(User("ada"));
        var secret = await SendAsync(user, OneTimePurpose.ResetPassword);

        await ChangeAsync(user.Id, stored => new UserChange { After = stored with { PasswordHash = "other" }, EndsSessions = true });

        Assert.Equal(UserChangeOutcome.NotFound, await RedeemAsync(user.Email, OneTimePurpose.ResetPassword, secret));
    }

    private static EmailAddress Email(string name) => EmailAddress.Parse($"{name}@example.org");

    private User User(string name) => new()
    {
        Id = Guid.CreateVersion7(Time.GetUtcNow()),
        Email = Email(name),
        FullName = $"Name {name}",
        CreatedAt = Time.GetUtcNow(),
    };

    private async Task<User> AddAsync(User user)
    {
        Assert.Equal(AddUserOutcome.Added, await Store.AddAsync(new NewUser { User = user }, Cancel));
        return user;
    }

    private Task<UserChangeResult> ChangeAsync(Guid id, Func<User, UserChange?> decide) => Store.ChangeAsync(id, decide, RequestOrigin.None, Cancel);

    private async Task<string> SendAsync(User user, OneTimePurpose purpose)
    {
        var secret = OneTimeSecret.Generate();
        var token = new OneTimeToken(purpose, OneTimeSecret.Hash(secret), Time.GetUtcNow() + OneTimeToken.Lifetime);
        await ChangeAsync(user.Id, stored => new UserChange { After = stored, NewToken = token });
        return secret;
    }

    private async Task<UserChangeOutcome> RedeemAsync(EmailAddress email, OneTimePurpose purpose, string secret) =>
        (await Store.RedeemAsync(
            email, purpose, secret, user => new UserChange { After = user with { EmailConfirmed = true } }, RequestOrigin.None, Cancel)).Outcome;
}
