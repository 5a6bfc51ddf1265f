using System.Text.Json;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Shared.Identity.Refusals;

/// <summary>Why requests are turned away by who asks, in the words of metrics, logs and the audit.</summary>
public static class RefusalReasons
{
    public const string NoCredential = "no_credential";

    public const string InvalidKey = "invalid_key";

    /// <summary>A key and a token.</summary>
    public const string SeveralCredentials = "several_credentials";

    /// <summary>Somebody who is known, and may not do that.</summary>
    public const string Forbidden = "forbidden";

    private static readonly string[] Tokens = [.. Enum.GetNames<TokenFault>().Select(name => $"token_{JsonNamingPolicy.SnakeCaseLower.ConvertName(name)}")];

    /// <summary><c>token_expired</c>, for example.</summary>
    public static string Of(TokenFault fault) => Tokens[(int)fault];

    /// <summary>
    /// Whether a credential was shown that the mesh did not give, or that was taken back, or one that may not do what it
    /// is used for (ASVS 5.0, 16.3.1 and 16.3.2). An expired token is neither: the mesh signed it, and each client shows one now and then.
    /// </summary>
    public static bool IsSuspicious(string reason) => reason != NoCredential && reason != Of(TokenFault.Expired);

    /// <summary>
    /// Whether a client that goes on so has to wait. Not for an expired token, whose holder must learn that it is over,
    /// and not for a known caller, who has limits of their own.
    /// </summary>
    public static bool IsLimited(string reason) => reason != Forbidden && reason != Of(TokenFault.Expired);
}
