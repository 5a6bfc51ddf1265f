using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using ToskaMesh.Shared.Identity.Rotation;
using ToskaMesh.Shared.Identity.Tokens;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Identity.Tokens;

internal sealed class AccessTokenIssuer(
    ISigningKeyStore keys, ISigningKeyRotation rotation, SigningKeySeal seal, IOptions<TokenOptions> options) : IAccessTokenIssuer
{
    private OpenedKey? _opened;

    public async ValueTask<IssuedAccessToken> IssueAsync(AccessTokenClaims claims, DateTimeOffset decidedAt, CancellationToken cancellationToken)
    {
        var key = await OpenAsync(decidedAt, cancellationToken);
        var issuedAt = DateTimeOffset.FromUnixTimeSeconds(decidedAt.ToUnixTimeSeconds());
        var id = Guid.CreateVersion7(issuedAt).ToString("n");
        var input = AccessTokenWriter.SigningInput(claims, options.Value.Issuer, key.Id, id, issuedAt);

        // One for each token: the platform promises nothing about threads for these objects.
        using var signer = ECDsa.Create(key.Parameters);
        var signature = signer.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return new IssuedAccessToken(AccessTokenWriter.Compose(input, signature), id, issuedAt + AccessTokenClaims.Lifetime);
    }

    private async ValueTask<OpenedKey> OpenAsync(DateTimeOffset decidedAt, CancellationToken cancellationToken)
    {
        var signing = await FindAsync(decidedAt, cancellationToken);
        if (Volatile.Read(ref _opened) is { } opened && opened.Id == signing.Key.Id)
        {
            return opened;
        }

        var fresh = new OpenedKey(signing.Key.Id, await seal.OpenAsync(signing, cancellationToken));
        Volatile.Write(ref _opened, fresh);
        return fresh;
    }

    private async ValueTask<SealedSigningKey> FindAsync(DateTimeOffset decidedAt, CancellationToken cancellationToken)
    {
        if (SignerOf(await keys.ListAsync(cancellationToken), decidedAt) is { } signing)
        {
            return signing;
        }

        // As after somebody emptied the table.
        await rotation.RunAsync(cancellationToken);
        return SignerOf(await keys.ListAsync(cancellationToken), decidedAt)
            ?? throw new StoreUnavailableException("No signing key is stored, and none could be made.");
    }

    // By the token's own time: a key that retired since is published until it has expired.
    private static SealedSigningKey? SignerOf(IReadOnlyList<SealedSigningKey> keys, DateTimeOffset decidedAt) =>
        RotationRules.Signer(keys.Select(key => key.Key), decidedAt) is { } signer ? keys.First(key => key.Key.Id == signer.Id) : null;

    private sealed record OpenedKey(string Id, ECParameters Parameters)
    {
        // Without the parameters, whose private part a record would print.
        public override string ToString() => Id;
    }
}
