using System.Diagnostics.CodeAnalysis;

namespace ToskaMesh.Gateway.Observations;

/// <summary>An access token, or why there is none, for a person.</summary>
internal readonly record struct OwnTokenResult(string? Token, string? Refusal = null)
{
    [MemberNotNullWhen(true, nameof(Token))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Succeeded => Token is not null;

    public static OwnTokenResult Refused(string why) => new(null, why);

    /// <summary>Without the token.</summary>
    public override string ToString() => Refusal ?? "token";
}
