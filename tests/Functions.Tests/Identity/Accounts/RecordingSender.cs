using System.Collections.Concurrent;
using ToskaMesh.Shared.Identity.Mail;

namespace ToskaMesh.Functions.Tests.Identity.Accounts;

/// <summary>Keeps what was sent, or refuses it.</summary>
internal sealed class RecordingSender : IEmailSender
{
    private readonly ConcurrentQueue<OutgoingMail> _sent = new();

    public bool IsDown { get; set; }

    public IReadOnlyList<OutgoingMail> Sent => [.. _sent];

    public Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        if (IsDown)
        {
            throw new MailNotSentException("The server of this test is down.");
        }

        _sent.Enqueue(mail);
        return Task.CompletedTask;
    }
}
