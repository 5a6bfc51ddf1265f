using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Refusals;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Functions.Access;

/// <summary>What a request's credentials came to.</summary>
internal sealed class Authentication
{
    private Authentication(string reason) => Reason = reason;

    public static Authentication Nobody { get; } = new(RefusalReasons.NoCredential);

    public static Authentication InvalidKey { get; } = new(RefusalReasons.InvalidKey);

    /// <summary>A key and a token: which of the two is meant must not depend on who looks.</summary>
    public static Authentication Ambiguous { get; } = new(RefusalReasons.SeveralCredentials);

    /// <summary>Null unless somebody was recognised.</summary>
    public Caller? Caller { get; private init; }

    public bool IsTokenInvalid { get; private init; }

    /// <summary>Of <see cref="RefusalReasons"/>: why the request is turned away, if it is.</summary>
    public string Reason { get; }

    public static Authentication Of(Caller caller) => new(RefusalReasons.Forbidden) { Caller = caller };

    public static Authentication InvalidToken(TokenFault fault) => new(RefusalReasons.Of(fault)) { IsTokenInvalid = true };
}
