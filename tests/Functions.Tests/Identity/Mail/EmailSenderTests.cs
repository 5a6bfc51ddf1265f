using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Identity.Mail;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Shared.Identity.Mail;
using ToskaMesh.Shared.Identity.Users;
using ToskaMesh.Testing;

namespace ToskaMesh.Functions.Tests.Identity.Mail;

public sealed class EmailSenderTests
{
    private static readonly OutgoingMail Mail = new(EmailAddress.Parse("ada@example.org"), "A subject", "A marked text\n.\nand its end");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Spool_WritesAFileForItsOwnerAlone()
    {
        using var data = new TemporaryDirectory();
        var sender = new SpoolEmailSender(
            Options.Create(new MeshOptions { DataDirectory = data.Path }), Options.Create(new EmailOptions()), TimeProvider.System);

        await sender.SendAsync(Mail, Cancel);

        var file = Assert.Single(Directory.GetFiles(data.File("mail"), "*.eml"));
        var text = await File.ReadAllTextAsync(file, Cancel);
        Assert.Contains("To: ada@example.org", text, StringComparison.Ordinal);
        Assert.Contains("A marked text", text, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task Smtp_HandsTheMailOver()
    {
        await using var server = new FakeSmtpServer();

        await Smtp(server, tls: false).SendAsync(Mail, Cancel);

        var received = await server.Received.WaitAsync(Cancel);
        Assert.Contains("RCPT TO:<ada@example.org>", received, StringComparison.Ordinal);
        Assert.Contains("MAIL FROM:<mesh@example.org>", received, StringComparison.Ordinal);
        Assert.Contains("Subject: A subject", received, StringComparison.Ordinal);
        Assert.Contains("and its end", received, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Smtp_ServerWithoutTls_IsToldNothing()
    {
        await using var server = new FakeSmtpServer();

        var error = await Assert.ThrowsAsync<MailNotSentException>(() => Smtp(server, tls: true).SendAsync(Mail, Cancel));

        Assert.DoesNotContain("marked", $"{error}", StringComparison.Ordinal);
        Assert.DoesNotContain("MAIL FROM", server.Heard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Smtp_ServerRefuses_IsNotSent_WithoutItsWords()
    {
        await using var server = new FakeSmtpServer(refuseWith: "550 no ada@example.org here");

        var error = await Assert.ThrowsAsync<MailNotSentException>(() => Smtp(server, tls: false).SendAsync(Mail, Cancel));

        Assert.Contains("550", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ada", error.Message, StringComparison.Ordinal);
        Assert.Equal(MailFailure.Recipient, error.Failure);
    }

    [Theory]
    [InlineData("450 greylisted", MailFailure.Mail)]
    [InlineData("421 closing down", MailFailure.Server)]
    [InlineData("530 authentication required", MailFailure.Server)]
    public async Task Smtp_OtherRefusals_AreNotTheRecipientsForGood(string refusal, MailFailure expected)
    {
        await using var server = new FakeSmtpServer(refusal);

        var error = await Assert.ThrowsAsync<MailNotSentException>(() => Smtp(server, tls: false).SendAsync(Mail, Cancel));

        Assert.Equal(expected, error.Failure);
    }

    [Fact]
    public async Task Smtp_NobodyThere_IsNotSent()
    {
        var options = new EmailOptions { Smtp = $"127.0.0.1:{FreePort.Next()}", From = "mesh@example.org" };

        var error = await Assert.ThrowsAsync<MailNotSentException>(
            () => new SmtpEmailSender(Options.Create(options), TimeProvider.System).SendAsync(Mail, Cancel));
        Assert.Equal(MailFailure.Server, error.Failure);
    }

    [Theory]
    [InlineData("mail.example.org", "mail.example.org", 587)]
    [InlineData("mail.example.org:25", "mail.example.org", 25)]
    [InlineData("10.1.2.3:465", "10.1.2.3", 465)]
    public void Server_IsAHostWithAnOptionalPort(string text, string host, int port)
    {
        Assert.True(new EmailOptions { Smtp = text }.TryReadServer(out var readHost, out var readPort));
        Assert.Equal((host, port), (readHost, readPort));
    }

    [Theory]
    [InlineData("user:secret@mail.example.org")]
    [InlineData("mail.example.org/x")]
    [InlineData("mail.example.org:x")]
    public void Server_AnythingElse_IsRefused_WithoutBeingRepeated(string text)
    {
        var result = new EmailOptionsValidator().Validate(null, new EmailOptions { Smtp = text });

        Assert.True(result.Failed);
        Assert.DoesNotContain("secret", result.FailureMessage, StringComparison.Ordinal);
    }

    private static SmtpEmailSender Smtp(FakeSmtpServer server, bool tls) => new(
        Options.Create(new EmailOptions { Smtp = $"127.0.0.1:{server.Port}", Tls = tls, From = "mesh@example.org" }), TimeProvider.System);
}
