using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Functions.Identity.Tokens;
using ToskaMesh.Functions.Tests.Identity.Tokens;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Rotation;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Functions.Tests.Access;

/// <summary>Keys and tokens of an Admin, each with one fault.</summary>
internal static class BadCredentials
{
    /// <summary>Keys that sign for seconds, so that one is rotated out within minutes.</summary>
    private static readonly RotationPolicy Fast = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));

    public static async Task<IReadOnlyDictionary<string, HttpClient>> MakeAsync(ControlPlaneUnderTest mesh)
    {
        var old = await mesh.TokenAsync(Claims.Admin);
        var oldKey = Assert.Single(await mesh.SigningKeys.ListAsync(Cancel));
        await RotateOutAsync(mesh, oldKey.Key.Id);
        var good = await mesh.TokenAsync(Claims.Admin);
        var ended = Claims.Admin with { SessionId = "ended" };
        mesh.RevokedSessions.Add(new RevokedSession(ended.SessionId, DateTimeOffset.MaxValue));
        var (payload, signature) = (good.Split('.')[1], good.Split('.')[2]);
        var key = (await mesh.Services.GetRequiredService<ISigningKeySource>().ReadAsync(Cancel)).Keys[0];
        var none = Encode($$"""{"alg":"none","typ":"at+jwt","kid":"{{key.KeyId}}"}""");
        var hs256 = $"{Encode($$"""{"alg":"HS256","typ":"at+jwt","kid":"{{key.KeyId}}"}""")}.{payload}";
        return new Dictionary<string, string>
        {
            ["expired"] = await ExpiredAsync(mesh),
            ["expired, of a rotated-out key"] = old,
            ["of a rotated-out key"] = await SignedByAsync(mesh, oldKey),
            ["alg none without a signature"] = $"{none}.{payload}.",
            ["alg none with a signature"] = $"{none}.{payload}.{signature}",
            ["HS256 with the public key in PEM"] = Mac(hs256, Encoding.ASCII.GetBytes(PublicKey(key).ExportSubjectPublicKeyInfoPem())),
            ["HS256 with the public key in DER"] = Mac(hs256, PublicKey(key).ExportSubjectPublicKeyInfo()),
            ["for services"] = await mesh.TokenAsync(Claims.Admin with { Audience = Audiences.Services }),
            ["of a session that ended"] = await mesh.TokenAsync(ended),
            ["changed after it was signed"] = good.Replace(payload, Encode(Decode(payload).Replace("bob", "bot", StringComparison.Ordinal)), StringComparison.Ordinal),
        }.Select(token => KeyValuePair.Create($"a token {token.Key}", mesh.Bearer(token.Value))).Concat(await KeysAsync(mesh)).ToDictionary();
    }

    /// <summary>Forged as one of a rotated-out key is, but with the present one: it is good, so that nothing but the key is wrong with the other.</summary>
    public static async Task<string> ForgeAsync(ControlPlaneUnderTest mesh) =>
        await SignedByAsync(mesh, (await mesh.SigningKeys.ListAsync(Cancel)).Single(key => key.Key.State is SigningKeyState.Signing));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<Dictionary<string, HttpClient>> KeysAsync(ControlPlaneUnderTest mesh)
    {
        var expired = ApiKey.Generate("expired");
        await mesh.Keys.SaveAsync(
            new StoredApiKey
            {
                Id = expired.Id,
                Hash = expired.Hash(),
                Role = Role.Admin,
                CreatedAt = mesh.Time.GetUtcNow(),
                ExpiresAt = mesh.Time.GetUtcNow(),
            },
            Cancel);
        return new Dictionary<string, HttpClient>
        {
            ["a key with another secret"] = mesh.Client(ApiKey.Generate(mesh.AdminKey.Id).Reveal()),
            ["an unknown key"] = mesh.Client(ApiKey.Generate("nobody").Reveal()),
            ["an expired key"] = mesh.Client(expired.Reveal()),
            ["no key at all"] = mesh.Client("tsk_admin_x"),
        };
    }

    private static async Task RotateOutAsync(ControlPlaneUnderTest mesh, string id)
    {
        var generate = await mesh.Services.GetRequiredService<SigningKeySeal>().GeneratorAsync(Cancel);
        for (var minutes = 0; (await mesh.SigningKeys.ListAsync(Cancel)).Any(key => key.Key.Id == id); minutes++)
        {
            Assert.True(minutes < 60, "The key is not rotated out.");
            mesh.Time.Advance(TimeSpan.FromMinutes(1));
            await mesh.SigningKeys.StepAsync(Fast, generate, Cancel);
        }
    }

    private static async Task<string> ExpiredAsync(ControlPlaneUnderTest mesh)
    {
        var token = await mesh.TokenAsync(Claims.Admin);
        mesh.Time.Advance(AccessTokenClaims.Lifetime + AccessTokenClaims.ClockSkew);
        return token;
    }

    // Good in every other way: of this moment.
    private static async Task<string> SignedByAsync(ControlPlaneUnderTest mesh, SealedSigningKey key)
    {
        using var signer = ECDsa.Create(await mesh.Services.GetRequiredService<SigningKeySeal>().OpenAsync(key, Cancel));
        var input = AccessTokenWriter.SigningInput(Claims.Admin, TokenOptions.LocalIssuer, key.Key.Id, "token-1", mesh.Time.GetUtcNow());
        return AccessTokenWriter.Compose(input, signer.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256));
    }

    private static ECDsa PublicKey(PublishedSigningKey key) => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = Base64Url.DecodeFromChars(key.X), Y = Base64Url.DecodeFromChars(key.Y) },
    });

    private static string Mac(string input, byte[] secret) =>
        $"{input}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(input)))}";

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static string Decode(string text) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
}
