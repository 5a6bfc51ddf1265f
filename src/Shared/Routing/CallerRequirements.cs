using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Shared.Routing;

/// <summary>What a service asks of its callers beyond being known. An Admin has all of it.</summary>
/// <param name="Roles">Any of them will do; none asks for none. Each once, in order.</param>
/// <param name="Scopes">All of them are needed. Each once, in ordinal order.</param>
public sealed record CallerRequirements(IReadOnlyList<Role> Roles, IReadOnlyList<string> Scopes)
{
    public const int MaxScopes = 16;

    public static CallerRequirements None { get; } = new([], []);

    /// <summary>The roles that a caller of a service can have: no service is called by a gateway of its own accord.</summary>
    public static IReadOnlyList<Role> Callers { get; } = [Role.Service, Role.Admin, Role.User];

    public bool IsEmpty => Roles.Count == 0 && Scopes.Count == 0;

    public bool AreMetBy(IReadOnlyCollection<Role> roles, IReadOnlySet<string> scopes) =>
        roles.Contains(Role.Admin)
        || ((Roles.Count == 0 || Roles.Any(roles.Contains)) && Scopes.All(scopes.Contains));

    public bool Equals(CallerRequirements? other) =>
        other is not null && Roles.SequenceEqual(other.Roles) && Scopes.SequenceEqual(other.Scopes, StringComparer.Ordinal);

    public override int GetHashCode() => HashCode.Combine(Roles.Count, Scopes.Count > 0 ? Scopes[0] : "");
}
