using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;
using ToskaMesh.Shared.Identity.Mail;
using MailKitAuthenticationException = MailKit.Security.AuthenticationException;

namespace ToskaMesh.Functions.Identity.Mail;

/// <summary>Hands mails to the mail server of <see cref="EmailOptions"/>, one connection each: they are few.</summary>
internal sealed class SmtpEmailSender(IOptions<EmailOptions> options, TimeProvider time) : IEmailSender
{
    private const int ImplicitTlsPort = 465;

    private const int PermanentRefusal = 500;

    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        var email = options.Value;
        using var deadline = new CancellationTokenSource(email.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await SendAsync(mail, email, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MailNotSentException($"The mail server did not answer within {email.Timeout:c}.");
        }
        catch (Exception exception) when (exception is CommandException or ProtocolException or IOException or SocketException
            or SslHandshakeException or MailKitAuthenticationException or System.Security.Authentication.AuthenticationException or NotSupportedException
            or ServiceNotAuthenticatedException or ParseException)
        {
            // A server's words may repeat what it was told; the kind of failure says enough.
            throw new MailNotSentException($"The mail server refused or failed: {Explain(exception)}.", FailureOf(exception));
        }
    }

    private async Task SendAsync(OutgoingMail mail, EmailOptions email, CancellationToken cancellationToken)
    {
        _ = email.TryReadServer(out var host, out var port);
        var security = !email.Tls ? SecureSocketOptions.None
            : port == ImplicitTlsPort ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTls;
        using var client = new SmtpClient();
        await client.ConnectAsync(host, port, security, cancellationToken);
        if (email.User.Length > 0)
        {
            await client.AuthenticateAsync(email.User, email.Password, cancellationToken);
        }

        using var message = MimeMails.Create(mail, email.From, time.GetUtcNow());
        await client.SendAsync(message, cancellationToken);
        await client.DisconnectAsync(quit: true, cancellationToken);
    }

    // 421 in place of any answer is a server that is about to go (RFC 5321, 3.8). What is refused at DATA may be so for
    // what the server thinks of us: tried again, but not before the others.
    private static MailFailure FailureOf(Exception exception) => exception switch
    {
        ParseException => MailFailure.Recipient,
        SmtpCommandException { StatusCode: SmtpStatusCode.ServiceNotAvailable } => MailFailure.Server,
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted } refusal => (int)refusal.StatusCode >= PermanentRefusal ? MailFailure.Recipient : MailFailure.Mail,
        SmtpCommandException { ErrorCode: SmtpErrorCode.MessageNotAccepted } => MailFailure.Mail,
        _ => MailFailure.Server,
    };

    private static string Explain(Exception exception) => exception is SmtpCommandException command
        ? $"{command.ErrorCode}, status {(int)command.StatusCode}"
        : exception.GetType().Name;
}
