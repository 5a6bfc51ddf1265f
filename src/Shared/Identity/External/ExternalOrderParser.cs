using ToskaMesh.Shared.Identity.Accounts;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Identity.Tokens;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Identity.External;

/// <summary>Reads the bodies of external sign-ins.</summary>
public static class ExternalOrderParser
{
    public const int ProviderLength = 64;

    private const int TokenLength = 16 * 1024;

    public static Parsed<ExternalOrder> Parse(ReadOnlyMemory<byte> body) => JsonBody.Parse(body, Read);

    /// <summary>Of a body that links an account: it starts no session, so it names no client.</summary>
    public static Parsed<ExternalLinkOrder> ParseLink(ReadOnlyMemory<byte> body) => JsonBody.Parse(body, fields =>
    {
        var token = Read(fields, "", "");
        var password = fields.Optional("currentPassword") is { } field ? AccountBodies.Presented(field) : null;
        return token is null ? null : new ExternalLinkOrder(token, password);
    });

    /// <summary>Of a body that asks for a nonce.</summary>
    public static Parsed<string> ParseProvider(ReadOnlyMemory<byte> body) => JsonBody.Parse(body, fields => fields.Required("provider")?.Text(1, ProviderLength));

    private static ExternalOrder? Read(JsonFields fields)
    {
        var client = fields.Optional("clientId")?.As<string>(SessionLimits.TryClientId, SessionLimits.ClientIdRule);
        var audience = fields.Optional("audience")?.As<string>(TryAudience, $"must be one of {string.Join(", ", Audiences.All)}");
        return Read(fields, client ?? SessionLimits.DefaultClientId, audience ?? Audiences.ControlPlane);
    }

    private static ExternalOrder? Read(JsonFields fields, string client, string audience)
    {
        var provider = fields.Required("provider")?.Text(1, ProviderLength);
        var token = fields.Required("idToken")?.Text(1, TokenLength);
        var nonce = fields.Required("nonce")?.Text(1, ExternalNonce.MaxLength);
        return provider is null || token is null || nonce is null ? null : new ExternalOrder(provider, token, nonce, client, audience);
    }

    private static bool TryAudience(string text, out string? audience)
    {
        audience = Audiences.All.Contains(text) ? text : null;
        return audience is not null;
    }
}
