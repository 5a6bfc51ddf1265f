namespace ToskaMesh.Shared.Identity.Mail;

/// <summary>Encrypts mails for the time that they wait.</summary>
public interface IMailSealer
{
    /// <param name="lifetime">How long it is of use to its reader.</param>
    Task<SealedMail> SealAsync(OutgoingMail mail, TimeSpan lifetime, CancellationToken cancellationToken);
}
