using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using ToskaMesh.Functions.Ticking;
using ToskaMesh.Shared.Identity.Mail;

namespace ToskaMesh.Functions.Identity.Mail;

/// <summary>
/// Sends the mails that wait. Not within the requests that caused them: how long a mail server takes would tell whether
/// an address has an account. A mail can be sent twice, when the process ends before that is noted; it is never lost
/// before its time is over.
/// </summary>
internal sealed partial class SendMails(
    MailOutbox outbox, MailSealer sealer, IEmailSender sender, TimeProvider time, ILogger<SendMails> logger) : ITickPart
{
    /// <summary>In one tick.</summary>
    public const int Limit = 20;

    // With the longest that one mail may take it is less than what a taken mail is kept from others for.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(8);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        foreach (var mail in await outbox.TakeAsync(Limit, cancellationToken))
        {
            if (time.GetElapsedTime(start) > Deadline || !await TrySendAsync(mail, cancellationToken))
            {
                // The others would wait for the same server; they come again.
                return;
            }
        }
    }

    private async Task<bool> TrySendAsync(SealedMail mail, CancellationToken cancellationToken)
    {
        try
        {
            await sender.SendAsync(await sealer.OpenAsync(mail, cancellationToken), cancellationToken);
        }
        catch (MailNotSentException exception)
        {
            Log.NotSent(logger, mail.Id, exception.Message);
            return false;
        }
        catch (CryptographicException)
        {
            Log.Unreadable(logger, mail.Id);
        }

        await outbox.RemoveAsync(mail.Id, cancellationToken);
        return true;
    }
}
