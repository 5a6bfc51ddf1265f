using MimeKit;
using MimeKit.Utils;
using ToskaMesh.Shared.Identity.Mail;

namespace ToskaMesh.Functions.Identity.Mail;

internal static class MimeMails
{
    public static MimeMessage Create(OutgoingMail mail, string from, DateTimeOffset now)
    {
        var message = new MimeMessage { Subject = mail.Subject, Date = now, Body = new TextPart("plain") { Text = mail.Text } };
        message.From.Add(new MailboxAddress("Toska Mesh", from));
        message.To.Add(new MailboxAddress("", mail.To.Value));

        // Not this machine's name, which is nobody's business.
        message.MessageId = MimeUtils.GenerateMessageId(from[(from.IndexOf('@', StringComparison.Ordinal) + 1)..]);

        // RFC 3834: no vacation notice answers it.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }
}
