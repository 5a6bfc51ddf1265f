using Microsoft.Extensions.Options;
using ToskaMesh.Shared.Identity.Rotation;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Functions.Identity.Tokens;

/// <summary>The public parts of the stored keys, retiring ones among them.</summary>
internal sealed class SigningKeySource(ISigningKeyStore keys, IOptions<TokenOptions> options) : ISigningKeySource
{
    public async ValueTask<SigningKeySet> ReadAsync(CancellationToken cancellationToken)
    {
        var stored = await keys.ListAsync(cancellationToken);
        return new SigningKeySet(options.Value.Issuer, [.. stored.Select(key => key.Key.Public)]);
    }
}
