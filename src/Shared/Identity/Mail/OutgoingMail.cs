using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Shared.Identity.Mail;

/// <summary>A mail of plain text to one person.</summary>
public sealed record OutgoingMail(EmailAddress To, string Subject, string Text)
{
    /// <summary>Without the text, which may hold a token, and the address.</summary>
    public override string ToString() => $"mail \"{Subject}\"";
}
