using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace ToskaMesh.Shared.Identity.Tokens;

/// <summary>Writes what <see cref="AccessTokenVerifier"/> reads. Signing it is the issuer's.</summary>
public static class AccessTokenWriter
{
    /// <summary>The ASCII text that is signed with ES256: header and payload of a JWS in compact form (RFC 7515, section 5.1).</summary>
    /// <param name="id"><c>jti</c>.</param>
    /// <param name="issuedAt">Whole seconds count; the token expires <see cref="AccessTokenClaims.Lifetime"/> later.</param>
    public static string SigningInput(AccessTokenClaims claims, string issuer, string keyId, string id, DateTimeOffset issuedAt)
    {
        var header = Encode(json => WriteHeader(json, keyId));
        var payload = Encode(json => WritePayload(json, claims, issuer, id, issuedAt.ToUnixTimeSeconds()));
        return $"{header}.{payload}";
    }

    /// <param name="signature">r and s, 32 bytes each (IEEE P1363).</param>
    public static string Compose(string signingInput, ReadOnlySpan<byte> signature) => $"{signingInput}.{Base64Url.EncodeToString(signature)}";

    private static string Encode(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }

    private static void WriteHeader(Utf8JsonWriter json, string keyId)
    {
        json.WriteString(AccessTokenFields.Alg, AccessTokenFields.Algorithm);
        json.WriteString(AccessTokenFields.Typ, AccessTokenFields.Type);
        json.WriteString(AccessTokenFields.KeyId, keyId);
    }

    private static void WritePayload(Utf8JsonWriter json, AccessTokenClaims claims, string issuer, string id, long issuedAt)
    {
        json.WriteString(AccessTokenFields.Issuer, issuer);
        json.WriteString(AccessTokenFields.Subject, claims.Subject);
        json.WriteString(AccessTokenFields.Audience, claims.Audience);
        json.WriteNumber(AccessTokenFields.ExpiresAt, issuedAt + (long)AccessTokenClaims.Lifetime.TotalSeconds);
        json.WriteNumber(AccessTokenFields.NotBefore, issuedAt);
        json.WriteNumber(AccessTokenFields.IssuedAt, issuedAt);
        json.WriteString(AccessTokenFields.Id, id);
        json.WriteString(AccessTokenFields.SessionId, claims.SessionId);
        json.WriteString(AccessTokenFields.ClientId, claims.ClientId);
        json.WriteString(AccessTokenFields.Use, claims.Kind is CallerKind.User ? AccessTokenFields.UserUse : AccessTokenFields.ClientUse);
        WriteList(json, AccessTokenFields.Roles, claims.Roles.Select(role => role.ToString()));
        if (claims.Scopes.Count > 0)
        {
            json.WriteString(AccessTokenFields.Scope, string.Join(' ', claims.Scopes));
        }

        if (claims.Services.Count > 0)
        {
            WriteList(json, AccessTokenFields.Services, claims.Services.Select(service => service.Value));
        }
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
