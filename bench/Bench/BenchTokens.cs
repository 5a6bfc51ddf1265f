using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Identity.Tokens;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Bench;

/// <summary>What the gateway needs to know of tokens, and the <c>Authorization</c> of requests, a line each.</summary>
internal static class BenchTokens
{
    private const string Issuer = "https://mesh.bench";
    private const string KeyId = "bench";

    public static int Write(string folder, string port, string count)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var open = BenchTable.Service("bench", port);
        var table = new RouteTable
        {
            Epoch = 1,
            Version = 1,
            Issuer = Issuer,
            SigningKeys = [new PublishedSigningKey { KeyId = KeyId, X = Base64Url.EncodeToString(point.X), Y = Base64Url.EncodeToString(point.Y) }],
            Services =
            [
                open,
                open with { Name = "closed", Access = AccessPolicy.Authenticated, Instances = [.. open.Instances.Select(instance => instance with { Id = "closed-1" })] },
            ],
        };
        File.WriteAllBytes(Path.Combine(folder, DocumentNames.RouteTable), RouteTableJson.Serialize(table));
        File.WriteAllBytes(Path.Combine(folder, DocumentNames.Credentials), CredentialTableJson.Serialize(Credentials()));

        var tokens = Enumerable.Range(0, int.Parse(count, CultureInfo.InvariantCulture)).Select(_ => Issue(key)).ToList();
        File.WriteAllLines(Path.Combine(folder, "token"), tokens.Select(token => $"Bearer {token}"));

        // The same bytes, which the gateway carries and does not look at.
        File.WriteAllLines(Path.Combine(folder, "unread"), tokens.Select(token => $"Opaque {token}"));
        File.WriteAllLines(Path.Combine(folder, "none"), tokens.Select(_ => ""));
        return 0;
    }

    // Without one a gateway takes no token, since nobody told it which sessions were revoked.
    private static CredentialTable Credentials()
    {
        var now = TimeProvider.System.GetUtcNow();
        return new CredentialTable
        {
            Epoch = 1,
            Version = 1,
            IssuedAt = now,
            ApiKeys = [],
            RevokedSessions =
            [
                .. Enumerable.Range(0, 100).Select(_ => new RevokedSession(Guid.NewGuid().ToString(), now + TimeSpan.FromHours(1))).OrderBy(session => session.SessionId, StringComparer.Ordinal),
            ],
        };
    }

    private static string Issue(ECDsa key)
    {
        var claims = new AccessTokenClaims
        {
            Subject = Guid.NewGuid().ToString(),
            Kind = CallerKind.User,
            Audience = Audiences.Services,
            SessionId = Guid.NewGuid().ToString(),
            ClientId = "toska-cli",
            Roles = [Role.User],
            Scopes = ["orders:read"],
        };
        var input = AccessTokenWriter.SigningInput(claims, Issuer, KeyId, Guid.NewGuid().ToString(), TimeProvider.System.GetUtcNow());
        return AccessTokenWriter.Compose(input, key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256));
    }
}
