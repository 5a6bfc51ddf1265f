using ToskaMesh.Shared.Identity.Mail;

namespace ToskaMesh.Functions.Identity.Mail;

/// <summary>A cloud without a mail server: nothing may look as if it had been sent.</summary>
internal sealed class NoEmailSender : IEmailSender
{
    public Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken) =>
        throw new MailNotSentException($"{EmailOptions.Section}:Smtp is not set");
}
