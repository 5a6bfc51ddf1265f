using ToskaMesh.Gateway.Documents;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Gateway.Access;

/// <summary>The hashes of API keys and the revoked sessions, followed like the route table.</summary>
internal sealed class CredentialDocument(ApiKeyAuthentication keys, TokenAuthentication tokens, CredentialAge age)
    : IFollowedDocument<CredentialTable>
{
    public string Name => DocumentNames.Credentials;

    public UnixFileMode CopyMode => UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public DocumentReading<CredentialTable> Read(ReadOnlyMemory<byte> content)
    {
        if (content.Span.Trim(" \t\r\n\0"u8).IsEmpty)
        {
            return DocumentReading<CredentialTable>.Rejected(RejectionReason.Empty, "The document is empty.");
        }

        return CredentialTableJson.TryRead(content.Span, out var table, out var error)
            ? DocumentReading<CredentialTable>.Of(table, table.Order())
            : DocumentReading<CredentialTable>.Rejected(RejectionReason.Malformed, error);
    }

    public Task<DocumentRejection?> ApplyAsync(CredentialTable document, CancellationToken cancellationToken)
    {
        keys.Use(document.ApiKeys);
        tokens.Revoke(document.RevokedSessions);
        age.Issued(document.IssuedAt);
        return Task.FromResult<DocumentRejection?>(null);
    }
}
