using System.Net;
using System.Text;
using ToskaMesh.Shared.Identity.Clients;

namespace ToskaMesh.Shared.Identity.OAuth;

/// <summary>Who a client says it is (RFC 6749, section 2.3).</summary>
/// <param name="Secret">Null for one that has none: a public client.</param>
public sealed record PresentedClient(string Id, ClientSecret? Secret)
{
    private const int MaxLength = 512;

    /// <summary>Null and no error: nobody says who they are.</summary>
    /// <param name="authorization">The header of that name.</param>
    public static PresentedClient? Read(string? authorization, OAuthForm form, out OAuthError? error)
    {
        error = null;
        var (id, secret) = (form.Find("client_id"), form.Find("client_secret"));
        if (authorization is null || !authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return id is { Length: <= MaxLength } ? new PresentedClient(id, secret is null ? null : ClientSecret.Presented(secret)) : null;
        }

        var basic = ReadBasic(authorization["Basic ".Length..].Trim());
        if (basic is null)
        {
            error = OAuthError.InvalidClient;
        }
        else if (secret is not null || (id is not null && id != basic.Id))
        {
            error = OAuthError.InvalidRequest("The client may prove who it is in one way only.");
        }

        return error is null ? basic : null;
    }

    // Both parts are form-encoded before they are joined (RFC 6749, section 2.3.1).
    private static PresentedClient? ReadBasic(string encoded)
    {
        Span<byte> bytes = stackalloc byte[MaxLength];
        if (encoded.Length > MaxLength || !Convert.TryFromBase64String(encoded, bytes, out var length))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes[..length]);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon <= 0 ? null : new PresentedClient(
            WebUtility.UrlDecode(text[..colon]), ClientSecret.Presented(WebUtility.UrlDecode(text[(colon + 1)..])));
    }
}
