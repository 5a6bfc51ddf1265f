namespace ToskaMesh.Shared.Identity.Tokens;

/// <summary>
/// The protected header of an access token. It has three members and no others: nothing that could bring a key along,
/// change what is signed, or ask for an extension (RFC 8725, sections 3.1 and 3.10).
/// </summary>
internal static class AccessTokenHeader
{
    private const int Members = 3;

    /// <returns>The key's id, or why the token is refused.</returns>
    public static (string? KeyId, TokenFault? Fault) Read(ReadOnlyMemory<byte> header)
    {
        using var document = JsonObjects.TryParse(header);
        if (document is null || document.RootElement.GetPropertyCount() != Members)
        {
            return (null, TokenFault.Malformed);
        }

        var fields = document.RootElement;
        if (JsonObjects.Text(fields, AccessTokenFields.Alg) != AccessTokenFields.Algorithm
            || JsonObjects.Text(fields, AccessTokenFields.Typ) != AccessTokenFields.Type)
        {
            return (null, TokenFault.WrongType);
        }

        return JsonObjects.Text(fields, AccessTokenFields.KeyId) is { } keyId ? (keyId, null) : (null, TokenFault.Malformed);
    }
}
