using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using ToskaMesh.Functions.Ticking;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Mail;

namespace ToskaMesh.Functions.Identity.Mail;

/// <summary>
/// Sends the mails that wait. Not within the requests that caused them: how long a mail server takes would tell whether
/// an address has an account. A mail can be sent twice, when the process ends before that is noted; it is never lost
/// before its time is over, unless its recipient is refused for good, which holds up no other.
/// </summary>
internal sealed partial class SendMails(
    MailOutbox outbox, MailSealer sealer, IEmailSender sender, ISecurityAudit audit, TimeProvider time, ILogger<SendMails> logger) : ITickPart
{
    /// <summary>In one tick.</summary>
    public const int Limit = 20;

    // With the longest that one mail may take it is less than what a taken mail is kept from others for.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(8);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var mails = await outbox.TakeAsync(Limit, cancellationToken);
        for (var tried = 0; tried < mails.Count; tried++)
        {
            if (time.GetElapsedTime(start) > Deadline)
            {
                await outbox.ReturnAsync([.. mails.Skip(tried)], cancellationToken);
                return;
            }

            if (!await TrySendAsync(mails[tried].Mail, cancellationToken))
            {
                // The others would wait for the same server. What was tried comes again behind them, lest it be the reason.
                await outbox.ReturnAsync([.. mails.Skip(tried + 1)], cancellationToken);
                return;
            }
        }
    }

    /// <returns>Whether another mail may fare better.</returns>
    private async Task<bool> TrySendAsync(SealedMail mail, CancellationToken cancellationToken)
    {
        try
        {
            await sender.SendAsync(await sealer.OpenAsync(mail, cancellationToken), cancellationToken);
        }
        catch (MailNotSentException exception) when (exception.Failure is not MailFailure.Recipient)
        {
            Log.NotSent(logger, mail.Id, exception.Message);
            return exception.Failure is MailFailure.Mail;
        }
        catch (MailNotSentException exception)
        {
            Log.Refused(logger, mail.Id, exception.Message);
            var refused = RequestOrigin.None.Event(time.GetUtcNow(), SecurityActions.MailRefused, $"{mail.Id}", "nobody gets mail at its address", succeeded: false);
            await audit.AppendAsync(refused, cancellationToken);
        }
        catch (CryptographicException)
        {
            // It waits, as long as it is worth anything: the master key that it was sealed with may come back.
            Log.Unreadable(logger, mail.Id, mail.Until);
            return true;
        }

        await outbox.RemoveAsync(mail.Id, cancellationToken);
        return true;
    }
}
