using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace ToskaMesh.Shared.Identity.Tokens;

/// <summary>What a set of published keys must keep to, so that whoever verifies with it never finds out at a token.</summary>
public static partial class SigningKeyRules
{
    private const int CoordinateBytes = 32;

    /// <summary>Every rule that the set breaks, each with a JSON pointer as the route table spells it.</summary>
    public static IEnumerable<string> Faults(SigningKeySet set)
    {
        if (set.Issuer is { } issuer && !IsIssuer(issuer))
        {
            yield return $"/issuer: must be an absolute http or https URI of at most {SigningKeySet.MaxIssuerLength} characters, without query and fragment.";
        }

        if (set.Keys.Count > 0 && set.Issuer is null)
        {
            yield return "/issuer: there are signing keys, but nobody they belong to.";
        }

        if (set.Keys.Count > SigningKeySet.MaxKeys)
        {
            yield return $"/signingKeys: {set.Keys.Count} are more than {SigningKeySet.MaxKeys}.";
            yield break;
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < set.Keys.Count; i++)
        {
            if (Fault(set.Keys[i], ids) is { } fault)
            {
                yield return $"/signingKeys/{i}: {fault}";
            }
        }
    }

    /// <summary>The key for the platform's own ECDSA. Null for anything that is no point of P-256.</summary>
    internal static ECParameters? Point(PublishedSigningKey key)
    {
        if (Coordinate(key.X) is not { } x || Coordinate(key.Y) is not { } y)
        {
            return null;
        }

        var parameters = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } };
        try
        {
            using var key256 = ECDsa.Create(parameters);
            return parameters;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string? Fault(PublishedSigningKey? key, HashSet<string> ids)
    {
        if (key is null)
        {
            return "is null.";
        }

        if (!KeyId().IsMatch(key.KeyId))
        {
            return "the key id must be 1 to 64 characters of base64url.";
        }

        if (!ids.Add(key.KeyId))
        {
            return $"'{key.KeyId}' stands twice.";
        }

        return Point(key) is null ? "x and y must be the coordinates of a point of P-256." : null;
    }

    private static bool IsIssuer(string issuer) =>
        issuer.Length <= SigningKeySet.MaxIssuerLength
        && Uri.TryCreate(issuer, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && uri.Query.Length == 0 && uri.Fragment.Length == 0;

    private static byte[]? Coordinate(string text) =>
        CanonicalBase64Url.TryDecode(text, out var bytes) && bytes.Length == CoordinateBytes ? bytes : null;

    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}\\z")]
    private static partial Regex KeyId();
}
