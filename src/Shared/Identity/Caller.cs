using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Identity;

/// <summary>Who is asking, authenticated.</summary>
/// <param name="Subject">The key's id: for logs and audit.</param>
/// <param name="Services">The services that a caller of role Service may write; an Admin may write all.</param>
/// <param name="Scopes">See <see cref="Scope"/>.</param>
public sealed record Caller(string Subject, Role Role, IReadOnlySet<ServiceName> Services, IReadOnlySet<string> Scopes)
{
    public bool MayWrite(ServiceName service) => Role is Role.Admin || (Role is Role.Service && Services.Contains(service));

    public bool Has(string scope) => Role is Role.Admin || Scopes.Contains(scope);
}
