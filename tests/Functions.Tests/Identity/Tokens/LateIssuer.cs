using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Functions.Tests.Identity.Tokens;

/// <summary>The issuer of a process that is frozen each time between the decision and the signature.</summary>
internal sealed class LateIssuer(IAccessTokenIssuer inner, FakeTimeProvider time) : IAccessTokenIssuer
{
    public static readonly TimeSpan Frozen = TimeSpan.FromMinutes(15);

    public ValueTask<IssuedAccessToken> IssueAsync(AccessTokenClaims claims, DateTimeOffset decidedAt, CancellationToken cancellationToken)
    {
        time.Advance(Frozen);
        return inner.IssueAsync(claims, decidedAt, cancellationToken);
    }
}
