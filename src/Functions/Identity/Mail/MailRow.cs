using ToskaMesh.Shared.Identity.Mail;

namespace ToskaMesh.Functions.Identity.Mail;

/// <summary><see cref="SealedMail"/> as it waits.</summary>
internal sealed class MailRow
{
    public required Guid Id { get; init; }

    public required byte[] Content { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset Until { get; init; }

    public int Attempts { get; set; }

    public DateTimeOffset NextAttemptAt { get; set; }

    public static MailRow From(SealedMail mail) =>
        new() { Id = mail.Id, Content = mail.Content.ToArray(), CreatedAt = mail.CreatedAt, Until = mail.Until, NextAttemptAt = mail.CreatedAt };

    public SealedMail ToMail() => new(Id, Content, CreatedAt, Until);
}
