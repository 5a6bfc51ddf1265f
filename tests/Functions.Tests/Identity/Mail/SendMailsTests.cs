using System.Net;
using ToskaMesh.Functions.Tests.Identity.Accounts;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Mail;

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
