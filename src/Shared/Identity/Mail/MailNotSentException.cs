namespace ToskaMesh.Shared.Identity.Mail;

/// <summary>A mail was not taken. Its message says why, without what the mail says.</summary>
public sealed class MailNotSentException : Exception
{
    public MailNotSentException()
        : this("The mail was not sent.")
    {
    }

    public MailNotSentException(string message)
        : base(message)
    {
    }

    public MailNotSentException(string message, MailFailure failure)
        : base(message) => Failure = failure;

    public MailNotSentException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public MailFailure Failure { get; }
}
