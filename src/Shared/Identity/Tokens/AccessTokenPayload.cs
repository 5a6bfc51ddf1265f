using System.Text.Json;
using ToskaMesh.Shared.Registry;
using static ToskaMesh.Shared.Identity.Tokens.JsonObjects;

namespace ToskaMesh.Shared.Identity.Tokens;

/// <summary>The claims of an access token as they were read. Claims that this build does not know are left alone.</summary>
internal sealed record AccessTokenPayload(
    string Issuer, string Id, DateTimeOffset IssuedAt, DateTimeOffset NotBefore, DateTimeOffset ExpiresAt, AccessTokenClaims Claims)
{
    /// <returns>Null when anything that must be there is missing, of another type, or against a rule.</returns>
    public static AccessTokenPayload? Read(ReadOnlyMemory<byte> payload)
    {
        using var document = JsonObjects.TryParse(payload);
        return document is null ? null : Read(document.RootElement);
    }

    private static AccessTokenPayload? Read(JsonElement fields) =>
        Text(fields, AccessTokenFields.Issuer) is { } issuer
        && Identifier(fields, AccessTokenFields.Id) is { } id
        && Moment(fields, AccessTokenFields.IssuedAt) is { } issuedAt
        && Moment(fields, AccessTokenFields.NotBefore) is { } notBefore
        && Moment(fields, AccessTokenFields.ExpiresAt) is { } expiresAt
        && ReadClaims(fields) is { } claims
            ? new AccessTokenPayload(issuer, id, issuedAt, notBefore, expiresAt, claims)
            : null;

    private static AccessTokenClaims? ReadClaims(JsonElement fields) =>
        Identifier(fields, AccessTokenFields.Subject) is { } subject
        && Text(fields, AccessTokenFields.Audience) is { } audience
        && Identifier(fields, AccessTokenFields.SessionId) is { } session
        && Identifier(fields, AccessTokenFields.ClientId) is { } client
        && Kind(Text(fields, AccessTokenFields.Use)) is { } kind
        && Roles(fields, kind) is { } roles
        && Scopes(fields) is { } scopes
        && Services(fields) is { } services
            ? new AccessTokenClaims
            {
                Subject = subject,
                Kind = kind,
                Audience = audience,
                SessionId = session,
                ClientId = client,
                Roles = roles,
                Scopes = scopes,
                Services = services,
            }
            : null;

    private static CallerKind? Kind(string? use) => use switch
    {
        AccessTokenFields.UserUse => CallerKind.User,
        AccessTokenFields.ClientUse => CallerKind.Client,
        _ => null,
    };

    // A person is a User, and may be an Admin; a client is one of the other two.
    private static Role[]? Roles(JsonElement fields, CallerKind kind) => Texts(fields, AccessTokenFields.Roles, 2) switch
    {
        ["User"] when kind is CallerKind.User => [Role.User],
        ["User", "Admin"] or ["Admin", "User"] when kind is CallerKind.User => [Role.User, Role.Admin],
        ["Service"] when kind is CallerKind.Client => [Role.Service],
        ["Gateway"] when kind is CallerKind.Client => [Role.Gateway],
        _ => null,
    };

    private static string[]? Scopes(JsonElement fields)
    {
        if (!fields.TryGetProperty(AccessTokenFields.Scope, out _))
        {
            return [];
        }

        var scopes = Text(fields, AccessTokenFields.Scope)?.Split(' ');
        return scopes is { Length: <= AccessTokenFields.MaxScopes } && scopes.All(ScopeName.IsValid) ? scopes : null;
    }

    private static List<ServiceName>? Services(JsonElement fields)
    {
        if (!fields.TryGetProperty(AccessTokenFields.Services, out _))
        {
            return [];
        }

        var services = new List<ServiceName>();
        foreach (var text in Texts(fields, AccessTokenFields.Services, AccessTokenFields.MaxServices) ?? [])
        {
            if (!ServiceName.TryParse(text, out var service))
            {
                return null;
            }

            services.Add(service);
        }

        return services.Count > 0 ? services : null;
    }

    private static string? Identifier(JsonElement fields, string name) =>
        Text(fields, name) is { } text && TokenIdentifier.IsValid(text) ? text : null;

    private static List<string>? Texts(JsonElement fields, string name, int max)
    {
        if (!fields.TryGetProperty(name, out var list) || list.ValueKind is not JsonValueKind.Array || list.GetArrayLength() > max)
        {
            return null;
        }

        var texts = new List<string>();
        foreach (var item in list.EnumerateArray())
        {
            if (Text(item) is not { } text)
            {
                return null;
            }

            texts.Add(text);
        }

        return texts;
    }

    // Whole seconds: the mesh writes no others.
    private static DateTimeOffset? Moment(JsonElement fields, string name) =>
        fields.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number
        && value.TryGetInt64(out var seconds) && seconds is >= 0 and <= 253_402_300_799
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
