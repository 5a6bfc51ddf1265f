using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Functions.Identity.Users;

/// <summary><see cref="User"/> as it is stored, without its external logins.</summary>
internal sealed class UserRow
{
    public required Guid Id { get; init; }

    public string Email { get; set; } = "";

    public string FullName { get; set; } = "";

    /// <summary>Address and name in lower case: providers compare without case in different ways.</summary>
    public string Search { get; set; } = "";

    public string? PhoneNumber { get; set; }

    public string? PasswordHash { get; set; }

    public bool IsAdmin { get; set; }

    public List<string> Scopes { get; set; } = [];

    public bool IsActive { get; set; }

    public bool EmailConfirmed { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public long Version { get; set; }

    public long Stamp { get; set; }

    public static UserRow From(User user)
    {
        var row = new UserRow { Id = user.Id, CreatedAt = user.CreatedAt, Version = user.Version, Stamp = user.Stamp };
        row.Apply(user);
        return row;
    }

    /// <summary>All but what the store itself counts.</summary>
    public void Apply(User user)
    {
        Email = user.Email.Value;
        FullName = user.FullName;
        Search = $"{user.Email.Value} {user.FullName.ToLowerInvariant()}";
        PhoneNumber = user.PhoneNumber;
        PasswordHash = user.PasswordHash;
        IsAdmin = user.IsAdmin;
        Scopes = [.. user.Scopes];
        IsActive = user.IsActive;
        EmailConfirmed = user.EmailConfirmed;
    }

    public User ToUser(IEnumerable<ExternalLoginRow> logins) => new()
    {
        Id = Id,
        Email = EmailAddress.Parse(Email),
        FullName = FullName,
        PhoneNumber = PhoneNumber,
        PasswordHash = PasswordHash,
        IsAdmin = IsAdmin,
        Scopes = Scopes,
        IsActive = IsActive,
        EmailConfirmed = EmailConfirmed,
        CreatedAt = CreatedAt,
        ExternalLogins = [.. logins.Where(login => login.UserId == Id).Select(login => login.ToLogin())],
        Version = Version,
        Stamp = Stamp,
    };
}
