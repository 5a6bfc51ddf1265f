using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ToskaMesh.Functions.Identity.Secrets;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Shared.Identity.Rotation;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Functions.Identity.Tokens;

/// <summary>
/// Keeps the private parts of signing keys from whoever reads the store: AES-256-GCM with a key that is derived from the
/// master key. The signing key's id is authenticated with it, so that one row's secret does not pass for another's.
/// </summary>
internal sealed class SigningKeySeal(IMasterKey master)
{
    private const string Purpose = "toska-mesh/signing-keys/v1";

    private const int KeyBytes = 32;

    private static readonly int NonceBytes = AesGcm.NonceByteSizes.MaxSize;

    private static readonly int TagBytes = AesGcm.TagByteSizes.MaxSize;

    /// <summary>What makes new keys; it waits for nothing any more.</summary>
    /// <exception cref="NotReadyException">There is no master key.</exception>
    public async ValueTask<Func<NewSigningKey>> GeneratorAsync(CancellationToken cancellationToken)
    {
        var key = await DeriveAsync(cancellationToken);
        return () => Generate(key);
    }

    /// <exception cref="NotReadyException">It was sealed with another master key, or was changed since.</exception>
    public async ValueTask<ECParameters> OpenAsync(SealedSigningKey sealedKey, CancellationToken cancellationToken)
    {
        var key = await DeriveAsync(cancellationToken);
        try
        {
            return Open(key, sealedKey);
        }
        catch (CryptographicException exception)
        {
            throw new NotReadyException(
                $"The signing key {sealedKey.Key.Id} cannot be opened with this master key. Put the one back that it was stored with; docs/identity.md says what to do when that is lost.",
                exception);
        }
    }

    private ValueTask<byte[]> DeriveAsync(CancellationToken cancellationToken) => master.DeriveAsync(Purpose, KeyBytes, cancellationToken);

    private static NewSigningKey Generate(byte[] key)
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = made.ExportParameters(includePrivateParameters: false).Q;
        var (x, y) = (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        var id = Thumbprint(x, y);
        var secret = made.ExportPkcs8PrivateKey();
        try
        {
            return new NewSigningKey(new PublishedSigningKey { KeyId = id, X = x, Y = y }, Seal(key, id, secret));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    // RFC 7638: the id says which key it is, so no two keys ever share one.
    private static string Thumbprint(string x, string y) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""")));

    // Nonce, secret, tag.
    private static byte[] Seal(byte[] key, string id, byte[] secret)
    {
        var box = new byte[NonceBytes + secret.Length + TagBytes];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(box.AsSpan(0, NonceBytes), secret, box.AsSpan(NonceBytes, secret.Length), box.AsSpan(^TagBytes..), Encoding.ASCII.GetBytes(id));
        return box;
    }

    private static ECParameters Open(byte[] key, SealedSigningKey sealedKey)
    {
        var box = sealedKey.Sealed.Span;
        if (box.Length <= NonceBytes + TagBytes)
        {
            throw new CryptographicException("There is nothing in it.");
        }

        var secret = new byte[box.Length - NonceBytes - TagBytes];
        try
        {
            using var aes = new AesGcm(key, TagBytes);
            aes.Decrypt(box[..NonceBytes], box[NonceBytes..^TagBytes], box[^TagBytes..], secret, Encoding.ASCII.GetBytes(sealedKey.Key.Id));
            using var opened = ECDsa.Create();
            opened.ImportPkcs8PrivateKey(secret, out _);
            return opened.ExportParameters(includePrivateParameters: true);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }
}
