namespace ToskaMesh.Shared.Identity.Mail;

/// <summary>Whom the failure of a mail concerns: one address that nobody reads must not hold up everybody's mails.</summary>
public enum MailFailure
{
    /// <summary>The way that all mails take; the others would fail, too.</summary>
    Server = 0,

    /// <summary>This mail, for now.</summary>
    Mail = 1,

    /// <summary>This mail, for good: nobody gets mail at its address.</summary>
    Recipient = 2,
}
