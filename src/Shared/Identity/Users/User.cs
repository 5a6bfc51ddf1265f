namespace ToskaMesh.Shared.Identity.Users;

/// <summary>A person with an account.</summary>
public sealed record User
{
    public const int NameLength = 200;

    public const int PhoneLength = 32;

    public const int MaxScopes = 32;

    public const int MaxExternalLogins = 10;

    /// <summary>A UUID, version 7.</summary>
    public required Guid Id { get; init; }

    /// <summary>Nobody else's.</summary>
    public required EmailAddress Email { get; init; }

    public required string FullName { get; init; }

    public string? PhoneNumber { get; init; }

    /// <summary>As the hasher made it; null for a person who signs in by other providers only.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>Has role Admin besides User.</summary>
    public bool IsAdmin { get; init; }

    /// <summary>See <see cref="Scope"/>.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>False once an Admin disabled them: no session, no token.</summary>
    public bool IsActive { get; init; } = true;

    public bool EmailConfirmed { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public IReadOnlyList<ExternalLogin> ExternalLogins { get; init; } = [];

    /// <summary>One more with each change of the record.</summary>
    public long Version { get; init; } = 1;

    /// <summary>One more with each change that ended sessions: what was proved before it proves nothing after it.</summary>
    public long Stamp { get; init; } = 1;

    public IReadOnlyList<Role> Roles => IsAdmin ? [Role.User, Role.Admin] : [Role.User];

    /// <summary>Without the hash and what is personal.</summary>
    public override string ToString() => $"user {Id}";
}
