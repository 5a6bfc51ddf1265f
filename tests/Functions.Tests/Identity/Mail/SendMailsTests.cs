using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Functions.Identity.Mail;
using ToskaMesh.Functions.Store;
using ToskaMesh.Functions.Tests.Identity.Accounts;
using ToskaMesh.Functions.Tests.Identity.Tokens;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Mail;
using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Functions.Tests.Identity.Mail;

public sealed class SendMailsTests : IAsyncLifetime
{
    private AccountsUnderTest _accounts = null!;

    public async ValueTask InitializeAsync() => _accounts = await AccountsUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _accounts.DisposeAsync();

    [Fact]
    public async Task RefusedRecipient_IsGivenUp_AndHoldsUpNobody()
    {
        _accounts.Mails.FailureOf = mail => mail.To.Value == "a-typo@example.org" ? MailFailure.Recipient : null;
        await RegisterAsync("a-typo@example.org", "b@example.org", "c@example.org");

        await _accounts.TickAsync();
        _accounts.Mesh.Time.Advance(TimeSpan.FromMinutes(16));
        await _accounts.TickAsync();

        Assert.Equal(["b@example.org", "c@example.org"], Sent());
        Assert.Equal(3, _accounts.Mails.Tried);
        Assert.False(Assert.Single(await _accounts.EventsAsync(SecurityActions.MailRefused)).Succeeded);
        Assert.DoesNotContain(_accounts.Logs.Lines, line => line.Contains("a-typo", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DelayedRecipient_ComesAgain_AndHoldsUpNobody()
    {
        _accounts.Mails.FailureOf = mail => mail.To.Value == "a-grey@example.org" ? MailFailure.Mail : null;
        await RegisterAsync("a-grey@example.org", "b@example.org");

        await _accounts.TickAsync();
        Assert.Equal(["b@example.org"], Sent());
        _accounts.Mails.FailureOf = _ => null;
        _accounts.Mesh.Time.Advance(TimeSpan.FromSeconds(31));
        await _accounts.TickAsync();

        Assert.Equal(["a-grey@example.org", "b@example.org"], Sent());
    }

    [Fact]
    public async Task ServerDown_UntriedMails_AreDueAsBefore()
    {
        await RegisterAsync("a@example.org", "b@example.org", "c@example.org");
        _accounts.Mails.IsDown = true;
        await _accounts.TickAsync();
        Assert.Equal(1, _accounts.Mails.Tried);

        // Without a pause: only the first was tried.
        _accounts.Mails.IsDown = false;
        await _accounts.TickAsync();
        Assert.Equal(["b@example.org", "c@example.org"], Sent());
    }

    /// <summary>The master key that it was sealed with may come back while the mail is worth something.</summary>
    [Fact]
    public async Task MailOfAnotherMasterKey_WaitsUntilItsTimeIsOver_AndHoldsUpNobody()
    {
        await using (var context = await Contexts.CreateDbContextAsync(Cancel))
        {
            var to = EmailAddress.Parse("a@example.org");
            var mail = await new MailSealer(new FixedMasterKey(), _accounts.Mesh.Time).SealAsync(
                new OutgoingMail(to, "Confirm", "A token"), OneTimeToken.Lifetime, Cancel);
            context.Mails.Add(MailRow.From(mail));
            await context.SaveChangesAsync(Cancel);
        }

        await RegisterAsync("b@example.org");
        await _accounts.TickAsync();
        Assert.Equal(["b@example.org"], Sent());
        Assert.Equal(1, await WaitingAsync());

        _accounts.Mesh.Time.Advance(OneTimeToken.Lifetime);
        await _accounts.TickAsync();
        Assert.Equal(0, await WaitingAsync());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IDbContextFactory<MeshDbContext> Contexts => _accounts.Mesh.Services.GetRequiredService<IDbContextFactory<MeshDbContext>>();

    private async Task<int> WaitingAsync()
    {
        await using var context = await Contexts.CreateDbContextAsync(Cancel);
        return await context.Mails.CountAsync(Cancel);
    }

    private List<string> Sent() => [.. _accounts.Mails.Sent.Select(mail => mail.To.Value).Order(StringComparer.Ordinal)];

    private async Task RegisterAsync(params string[] emails)
    {
        foreach (var email in emails)
        {
            await _accounts.PostAsync("register", $$"""{"email":"{{email}}","password":"{{AccountsUnderTest.Password}}","fullName":"Some Body"}""")
                .JsonAsync(HttpStatusCode.Accepted);
            _accounts.Mesh.Time.Advance(TimeSpan.FromMilliseconds(1));
        }
    }
}
