using System.Security.Cryptography;
using System.Text.Json;
using ToskaMesh.Functions.Identity.Secrets;
using ToskaMesh.Shared.Identity.Mail;
using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Functions.Identity.Mail;

/// <summary>
/// Encrypts waiting mails (AES-256-GCM, bound to their ids). They are written whole when their token is made, since its
/// text is stored nowhere else, and whoever reads the database alone must not find it.
/// </summary>
internal sealed class MailSealer(IMasterKey master, TimeProvider time) : IMailSealer
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public async Task<SealedMail> SealAsync(OutgoingMail mail, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var clear = JsonSerializer.SerializeToUtf8Bytes(new MailContent(mail.To.Value, mail.Subject, mail.Text), MailJsonContext.Default.MailContent);
        var content = new byte[NonceBytes + TagBytes + clear.Length];
        RandomNumberGenerator.Fill(content.AsSpan(0, NonceBytes));
        using var cipher = await CipherAsync(cancellationToken);
        cipher.Encrypt(
            content.AsSpan(0, NonceBytes),
            clear,
            content.AsSpan(NonceBytes + TagBytes),
            content.AsSpan(NonceBytes, TagBytes),
            id.ToByteArray());
        return new SealedMail(id, content, now, now + lifetime);
    }

    /// <exception cref="CryptographicException">It was sealed with another master key, or changed since.</exception>
    public async Task<OutgoingMail> OpenAsync(SealedMail mail, CancellationToken cancellationToken)
    {
        if (mail.Content.Length < NonceBytes + TagBytes)
        {
            throw new CryptographicException("A waiting mail is cut off.");
        }

        using var cipher = await CipherAsync(cancellationToken);
        var content = mail.Content;
        var clear = new byte[content.Length - NonceBytes - TagBytes];
        cipher.Decrypt(
            content.Span[..NonceBytes],
            content.Span[(NonceBytes + TagBytes)..],
            content.Span.Slice(NonceBytes, TagBytes),
            clear,
            mail.Id.ToByteArray());
        var read = JsonSerializer.Deserialize(clear, MailJsonContext.Default.MailContent)!;
        return new OutgoingMail(EmailAddress.Parse(read.To), read.Subject, read.Text);
    }

    private async Task<AesGcm> CipherAsync(CancellationToken cancellationToken) =>
        new(await master.DeriveAsync("waiting mails", 32, cancellationToken), TagBytes);
}
