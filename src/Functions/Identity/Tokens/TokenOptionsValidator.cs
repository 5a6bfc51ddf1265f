using Microsoft.Extensions.Options;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Functions.Identity.Tokens;

internal sealed class TokenOptionsValidator : IValidateOptions<TokenOptions>
{
    private static readonly TimeSpan ShortestAnnouncement = TimeSpan.FromDays(1);

    private static readonly TimeSpan LongestRotation = TimeSpan.FromDays(366);

    public ValidateOptionsResult Validate(string? name, TokenOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(TokenOptions options)
    {
        if (options.Issuer.Length == 0)
        {
            yield return "Mesh:Identity:Issuer is not set: profile cloud needs the https address under which clients reach the mesh.";
        }
        else if (!IsIssuer(options.Issuer))
        {
            yield return $"Mesh:Identity:Issuer must be an https URL of at most {SigningKeySet.MaxIssuerLength} characters (or http to loopback), without user, query, fragment, and slash at its end.";
        }

        if (options.KeyAnnouncement < ShortestAnnouncement)
        {
            yield return "Mesh:Identity:KeyAnnouncement must be a day at least, such as '1.00:00:00': verifiers keep key sets for half a day.";
        }

        if (options.KeyRotation <= options.KeyAnnouncement || options.KeyRotation > LongestRotation)
        {
            yield return "Mesh:Identity:KeyRotation must be more than KeyAnnouncement and at most 366 days, such as '30.00:00:00'.";
        }
    }

    private static bool IsIssuer(string text) =>
        text.Length <= SigningKeySet.MaxIssuerLength
        && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && uri.UserInfo.Length == 0
        && !text.Contains('?', StringComparison.Ordinal)
        && !text.Contains('#', StringComparison.Ordinal)
        && !text.EndsWith('/');
}
