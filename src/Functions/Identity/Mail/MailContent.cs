namespace ToskaMesh.Functions.Identity.Mail;

/// <summary>What is encrypted of a mail.</summary>
internal sealed record MailContent(string To, string Subject, string Text)
{
    public override string ToString() => nameof(MailContent);
}
