namespace ToskaMesh.Shared.Identity.Tokens;

/// <summary>Why a token is not accepted: for logs, metrics and tests. Whoever presented it is told no more than that it is invalid.</summary>
public enum TokenFault
{
    /// <summary>Not a JWS in compact form with the header and the claims of an access token.</summary>
    Malformed,

    /// <summary>Another algorithm than ES256, or another type than <c>at+jwt</c>.</summary>
    WrongType,

    /// <summary>Signed with a key that is not, or no longer, published.</summary>
    UnknownKey,

    BadSignature,

    WrongIssuer,

    WrongAudience,

    Expired,

    NotYetValid,

    /// <summary>Its session has ended.</summary>
    Revoked,

    /// <summary>Nothing is known yet of sessions that ended.</summary>
    RevocationUnknown,
}
