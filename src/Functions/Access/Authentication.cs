using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Access;

/// <summary>What a request's credentials came to.</summary>
internal sealed class Authentication
{
    private Authentication()
    {
    }

    public static Authentication Nobody { get; } = new();

    public static Authentication InvalidKey { get; } = new();

    public static Authentication InvalidToken { get; } = new();

    /// <summary>A key and a token: which of the two is meant must not depend on who looks.</summary>
    public static Authentication Ambiguous { get; } = new();

    /// <summary>Null unless somebody was recognised.</summary>
    public Caller? Caller { get; private init; }

    public static Authentication Of(Caller caller) => new() { Caller = caller };
}
