namespace ToskaMesh.Shared.Identity.Mail;

/// <summary>Hands mails over to whoever delivers them.</summary>
public interface IEmailSender
{
    /// <exception cref="MailNotSentException">It was not taken; <see cref="MailNotSentException.Failure"/> says whether it or another may be.</exception>
    Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken);
}
