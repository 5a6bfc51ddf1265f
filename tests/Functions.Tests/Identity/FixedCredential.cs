using Azure.Core;

namespace ToskaMesh.Functions.Tests.Identity;

/// <summary>Gives the token that it holds now, and remembers for what.</summary>
internal sealed class FixedCredential(string token) : TokenCredential
{
    public string Token { get; set; } = token;

    public string? Scope { get; private set; }

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Scope = Assert.Single(requestContext.Scopes);
        return new AccessToken(Token, DateTimeOffset.MaxValue);
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        ValueTask.FromResult(GetToken(requestContext, cancellationToken));
}
