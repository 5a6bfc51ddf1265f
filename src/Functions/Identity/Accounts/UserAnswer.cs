using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Functions.Identity.Accounts;

/// <summary>A person, as Admins see them.</summary>
public sealed record UserAnswer
{
    public required string Id { get; init; }

    public required string Email { get; init; }

    public required string FullName { get; init; }

    public string? PhoneNumber { get; init; }

    public required bool IsActive { get; init; }

    public required bool EmailConfirmed { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required IReadOnlyList<Role> Roles { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The providers by which they may sign in.</summary>
    public required IReadOnlyList<string> ExternalLogins { get; init; }

    internal static UserAnswer From(User user) => new()
    {
        Id = $"{user.Id}",
        Email = user.Email.Value,
        FullName = user.FullName,
        PhoneNumber = user.PhoneNumber,
        IsActive = user.IsActive,
        EmailConfirmed = user.EmailConfirmed,
        CreatedAt = user.CreatedAt,
        Roles = user.Roles,
        Scopes = user.Scopes,
        ExternalLogins = [.. user.ExternalLogins.Select(login => login.Provider)],
    };
}
