using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Functions.Identity.Users;

/// <summary><see cref="ExternalLogin"/> as it is stored.</summary>
internal sealed class ExternalLoginRow
{
    public required string Provider { get; init; }

    public required string Subject { get; init; }

    public required Guid UserId { get; init; }

    public static ExternalLoginRow From(Guid userId, ExternalLogin login) =>
        new() { Provider = login.Provider, Subject = login.Subject, UserId = userId };

    public ExternalLogin ToLogin() => new(Provider, Subject);
}
