using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Identity;

/// <summary>Reads what a key or a client may do.</summary>
internal static class GrantFields
{
    /// <summary>Services that one of role Service may write.</summary>
    private const int MaxServices = 64;

    private const int MaxScopes = 32;

    /// <summary>Null after the faults were noted.</summary>
    public static Grant? Read(JsonFields fields, params Role[] allowed)
    {
        var role = fields.Required("role")?.Enumeration<Role>();
        if (role is { } chosen && !allowed.Contains(chosen))
        {
            fields.Fault("role", $"must be one of {string.Join(", ", allowed.Select(one => one.ToString().ToLowerInvariant()))}");
        }

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

        return role is null ? null : new Grant(role.Value, services.ToHashSet(), scopes.ToHashSet(StringComparer.Ordinal));
    }

    private static bool TryScope(string text, out string? scope)
    {
        scope = ScopeName.IsValid(text) ? text : null;
        return scope is not null;
    }
}
