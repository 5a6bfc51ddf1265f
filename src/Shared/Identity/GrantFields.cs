using System.Text.Json;
using ToskaMesh.Shared.Identity.Tokens;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Identity;

/// <summary>Reads what a key or a client may do.</summary>
internal static class GrantFields
{
    /// <summary>Services that one of role Service may write.</summary>
    private const int MaxServices = 64;

    private const int MaxScopes = 32;

    /// <summary>
    /// Bytes of both in a token. All of it, with the longest issuer, stays below <see cref="AccessTokenFields.MaxLength"/>
    /// then: a longer token would be issued, and refused by everybody.
    /// </summary>
    private const int MaxTogether = 4096;

    /// <summary>Null after the faults were noted.</summary>
    public static Grant? Read(JsonFields fields, params Role[] allowed)
    {
        var role = fields.Required("role")?.Enumeration(allowed);
        var services = fields.Optional("services")?.Items(MaxServices, field => field.As<ServiceName>(ServiceName.TryParse, ServiceName.Rule)) ?? [];
        var scopes = fields.Optional("scopes")?.Items(MaxScopes, field => field.As<string>(TryScope, ScopeName.Rule)) ?? [];
        if (role is Role.Service && services.Count == 0)
        {
            fields.Fault("services", $"must name 1 to {MaxServices} services where the role is service");
        }

        if (role is Role.Admin or Role.Gateway && services.Count > 0)
        {
            fields.Fault("services", "has a meaning only where the role is service");
        }

        if (role is Role.Admin && scopes.Count > 0)
        {
            fields.Fault("scopes", "has no meaning where the role is admin, which has all of them");
        }

        if (services.Sum(service => LengthOf(service.Value)) + scopes.Sum(LengthOf) > MaxTogether)
        {
            fields.Fault("services", $"must have {MaxTogether} characters at most together with the scopes, so that a token has room for them");
        }

        return role is null ? null : new Grant(role.Value, services.ToHashSet(), scopes.ToHashSet(StringComparer.Ordinal));
    }

    // With quotes and comma, and with what JSON escapes.
    private static int LengthOf(string text) => JsonEncodedText.Encode(text).EncodedUtf8Bytes.Length + 3;

    private static bool TryScope(string text, out string? scope)
    {
        scope = ScopeName.IsValid(text) ? text : null;
        return scope is not null;
    }
}
