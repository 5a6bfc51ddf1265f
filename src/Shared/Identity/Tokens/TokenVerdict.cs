using System.Diagnostics.CodeAnalysis;

namespace ToskaMesh.Shared.Identity.Tokens;

/// <summary>A verified token, or why it is none.</summary>
public readonly record struct TokenVerdict
{
    private TokenVerdict(VerifiedToken? token, TokenFault? fault) => (Token, Fault) = (token, fault);

    public VerifiedToken? Token { get; }

    public TokenFault? Fault { get; }

    [MemberNotNullWhen(true, nameof(Token))]
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool Accepted => Token is not null;

    public static TokenVerdict Of(VerifiedToken token) => new(token, null);

    public static TokenVerdict Refused(TokenFault fault) => new(null, fault);
}
