using System.Collections.Concurrent;
using ToskaMesh.Shared.Identity.Mail;

namespace ToskaMesh.Functions.Tests.Identity.Accounts;

/// <summary>Keeps what was sent, or refuses it.</summary>
internal sealed class RecordingSender : IEmailSender
{
    private readonly ConcurrentQueue<OutgoingMail> _sent = new();

    public bool IsDown { get; set; }

    /// <summary>What is wrong with some mails; null where nothing is.</summary>
    public Func<OutgoingMail, MailFailure?> FailureOf { get; set; } = _ => null;

    /// <summary>All that was to be sent, refused or not.</summary>
    public int Tried { get; private set; }

    public IReadOnlyList<OutgoingMail> Sent => [.. _sent];

    public Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        Tried++;
        if (FailureOf(mail) is { } failure)
        {
            throw new MailNotSentException("The server of this test refused it.", failure);
        }

        if (IsDown)
        {
            throw new MailNotSentException("The server of this test is down.");
        }

        _sent.Enqueue(mail);
        return Task.CompletedTask;
    }
}
