using ToskaMesh.Gateway.Problems;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Gateway.Access;

/// <summary>Whom a service lets in, as its route has it.</summary>
internal sealed class RouteAccess
{
    private readonly bool _isOpen;
    private readonly CallerRequirements _requires;
    private readonly Problem _insufficient;

    /// <param name="policy">Anonymous counts only where nothing is required.</param>
    public RouteAccess(AccessPolicy policy, CallerRequirements? requires, bool passesAuthorization)
    {
        _requires = requires ?? CallerRequirements.None;
        _isOpen = policy is AccessPolicy.Anonymous && _requires.IsEmpty;
        _insufficient = Problem.InsufficientScope(_requires.Scopes);
        PassesAuthorization = passesAuthorization;
    }

    /// <summary>Whether the service gets its callers' <c>Authorization</c>.</summary>
    public bool PassesAuthorization { get; }

    /// <summary>
    /// Who presents a credential means to be known: one that is not valid is refused by an open service, too, rather than
    /// answered as if nobody had asked. Only where the header is the service's own may it be anything, but for a token of
    /// the mesh that is meant for others: the service could use it against them.
    /// </summary>
    /// <returns>Null when the request may go on, or the answer.</returns>
    public Problem? Decide(AuthenticationOutcome outcome, MeshCaller? caller) => outcome switch
    {
        AuthenticationOutcome.Ambiguous => Problem.AmbiguousCredentials,
        AuthenticationOutcome.InvalidKey => Problem.InvalidApiKey,
        AuthenticationOutcome.MisdirectedToken => Problem.InvalidToken,
        AuthenticationOutcome.InvalidToken => _isOpen && PassesAuthorization ? null : Problem.InvalidToken,
        AuthenticationOutcome.None => _isOpen ? null : Problem.Unauthorized,
        _ => caller?.Meets(_requires) == true ? null : _insufficient,
    };
}
