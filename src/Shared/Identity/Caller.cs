using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Identity;

/// <summary>Who is asking, authenticated.</summary>
/// <param name="Subject">The id of the key, the user or the client: for logs and audit.</param>
/// <param name="Role">The highest one: a person who is an Admin is a User, too.</param>
/// <param name="Services">The services that a caller of role Service may write; an Admin may write all.</param>
/// <param name="Scopes">See <see cref="Scope"/>.</param>
public sealed record Caller(string Subject, Role Role, IReadOnlySet<ServiceName> Services, IReadOnlySet<string> Scopes)
{
    public CallerKind Kind { get; init; }

    /// <summary>The session that the presented access token is of; null for an API key.</summary>
    public string? SessionId { get; init; }

    public bool MayWrite(ServiceName service) => Role is Role.Admin || (Role is Role.Service && Services.Contains(service));

    public bool Has(string scope) => Role is Role.Admin || Scopes.Contains(scope);
}
