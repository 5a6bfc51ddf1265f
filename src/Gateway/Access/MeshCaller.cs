using System.Collections.Frozen;
using System.Net.Http.Headers;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Tokens;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Gateway.Access;

/// <summary>A caller who was recognised, made once per key or token: what a request needs of it costs no more than a look.</summary>
internal sealed class MeshCaller
{
    private readonly IReadOnlyList<Role> _roles;
    private readonly FrozenSet<string> _scopes;
    private readonly string _subject;
    private readonly string _roleNames;
    private readonly string? _scopeNames;

    private MeshCaller(string kind, string subject, IReadOnlyList<Role> roles, IReadOnlyList<string> scopes)
    {
        // The kind is in it, so that no key can be named like a user.
        LimitKey = $"{kind}:{subject}";
        _roles = roles;
        _scopes = scopes.ToFrozenSet(StringComparer.Ordinal);
        _subject = subject;
        _roleNames = string.Join(' ', roles);
        _scopeNames = scopes.Count > 0 ? string.Join(' ', scopes) : null;
    }

    /// <summary>Whom a limit counts.</summary>
    public string LimitKey { get; }

    public static MeshCaller Of(PublishedApiKey key) => new("key", key.Id, [key.Role], key.Scopes);

    public static MeshCaller Of(AccessTokenClaims claims) =>
        new(claims.Kind is CallerKind.User ? "user" : "client", claims.Subject, claims.Roles, claims.Scopes);

    public bool Meets(CallerRequirements requirements) => requirements.AreMetBy(_roles, _scopes);

    /// <summary>Tells the service who calls.</summary>
    /// <param name="headers">Those of the request to the service, to which nothing of these names was copied.</param>
    public void Introduce(HttpRequestHeaders headers)
    {
        headers.TryAddWithoutValidation(IdentityHeaders.Subject, _subject);
        headers.TryAddWithoutValidation(IdentityHeaders.Roles, _roleNames);
        if (_scopeNames is not null)
        {
            headers.TryAddWithoutValidation(IdentityHeaders.Scopes, _scopeNames);
        }
    }
}
