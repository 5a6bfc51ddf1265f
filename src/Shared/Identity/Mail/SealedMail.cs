namespace ToskaMesh.Shared.Identity.Mail;

/// <summary>A mail that waits to be sent, encrypted: it may hold a token that must not stand in the store in clear.</summary>
/// <param name="Content">Ciphertext; readable with the control plane's master key only.</param>
/// <param name="Until">When nobody can use it any more: it is not sent after that.</param>
public sealed record SealedMail(Guid Id, ReadOnlyMemory<byte> Content, DateTimeOffset CreatedAt, DateTimeOffset Until);
