using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Testing.Identity;

/// <summary>A key pair that signs whatever it is given, also what no issuer would.</summary>
public sealed class TestSigningKey(string keyId) : IDisposable
{
    public const string Issuer = "https://mesh.test";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public PublishedSigningKey Published
    {
        get
        {
            var point = _key.ExportParameters(includePrivateParameters: false).Q;
            return new PublishedSigningKey { KeyId = keyId, X = Base64Url.EncodeToString(point.X), Y = Base64Url.EncodeToString(point.Y) };
        }
    }

    /// <summary>Of a person; the defaults are for services.</summary>
    public static AccessTokenClaims User(string session = "session-1", params IReadOnlyList<Role> roles) => new()
    {
        Subject = "user-1",
        Kind = CallerKind.User,
        Audience = Audiences.Services,
        SessionId = session,
        ClientId = "toska-cli",
        Roles = roles.Count == 0 ? [Role.User] : roles,
    };

    public string Issue(AccessTokenClaims claims, DateTimeOffset issuedAt, string id = "token-1") =>
        Sign(AccessTokenWriter.SigningInput(claims, Issuer, keyId, id, issuedAt));

    public string Sign(string header, string payload) =>
        Sign($"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}");

    public void Dispose() => _key.Dispose();

    private string Sign(string signingInput) =>
        AccessTokenWriter.Compose(signingInput, _key.SignData(Encoding.ASCII.GetBytes(signingInput), HashAlgorithmName.SHA256));
}
