using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Functions.Identity.Accounts;

/// <summary>A person, as they see themselves.</summary>
public sealed record ProfileAnswer
{
    public required string Id { get; init; }

    public required string Email { get; init; }

    public required string FullName { get; init; }

    public string? PhoneNumber { get; init; }

    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>Other providers by which they sign in.</summary>
    public required IReadOnlyList<string> ExternalProviders { get; init; }

    internal static ProfileAnswer From(User user) => new()
    {
        Id = $"{user.Id}",
        Email = user.Email.Value,
        FullName = user.FullName,
        PhoneNumber = user.PhoneNumber,
        Roles = user.Roles,
        ExternalProviders = [.. user.ExternalLogins.Select(login => login.Provider).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
    };
}
