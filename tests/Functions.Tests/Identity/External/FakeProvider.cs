using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ToskaMesh.Testing;

namespace ToskaMesh.Functions.Tests.Identity.External;

/// <summary>An OpenID provider on loopback that says and signs whatever a test wants.</summary>
internal sealed class FakeProvider : IDisposable
{
    public const string ClientId = "toska-at-provider";

    private readonly HttpListener _listener = new();
    private readonly TimeProvider _time;
    private ECDsaSecurityKey _key;

    public FakeProvider(TimeProvider time)
    {
        _time = time;
        _key = NewKey("k1");
        Authority = $"http://127.0.0.1:{FreePort.Next()}";
        _listener.Prefixes.Add($"{Authority}/");
        _listener.Start();
        _ = ServeAsync();
    }

    public string Authority { get; }

    /// <summary>How often its keys were asked for.</summary>
    public int Reads { get; private set; }

    public void Roll(string keyId) => _key = NewKey(keyId);

    public string Issue(string nonce, Action<Dictionary<string, object>>? change = null, string? algorithm = null)
    {
        var now = _time.GetUtcNow();
        var claims = new Dictionary<string, object>
        {
            ["iss"] = Authority,
            ["aud"] = ClientId,
            ["sub"] = "subject-1",
            ["nonce"] = nonce,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + TimeSpan.FromMinutes(5)).ToUnixTimeSeconds(),
            ["email"] = "ann@example.org",
            ["email_verified"] = true,
            ["name"] = "Ann",
        };
        change?.Invoke(claims);
        var credentials = algorithm switch
        {
            null => new SigningCredentials(_key, SecurityAlgorithms.EcdsaSha256),
            "none" => null,

            // The public key as the secret of a signature that whoever verifies could make.
            _ => new SigningCredentials(new SymmetricSecurityKey(_key.ECDsa.ExportSubjectPublicKeyInfo()) { KeyId = _key.KeyId }, SecurityAlgorithms.HmacSha256),
        };
        var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
        var payload = System.Text.Json.JsonSerializer.Serialize(claims);
        return credentials is null ? handler.CreateToken(payload) : handler.CreateToken(payload, credentials);
    }

    public void Dispose() => _listener.Close();

    private static ECDsaSecurityKey NewKey(string id) => new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = id };

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            var body = Encoding.UTF8.GetBytes(context.Request.Url!.AbsolutePath == "/jwks" ? Keys() : Metadata());
            await context.Response.OutputStream.WriteAsync(body);
            context.Response.Close();
        }
    }

    private string Metadata() => $$"""{"issuer":"{{Authority}}","jwks_uri":"{{Authority}}/jwks","id_token_signing_alg_values_supported":["ES256"]}""";

    private string Keys()
    {
        Reads++;
        var point = _key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
        return $$"""{"keys":[{"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"{{_key.KeyId}}","x":"{{Base64UrlEncoder.Encode(point.X)}}","y":"{{Base64UrlEncoder.Encode(point.Y)}}"}]}""";
    }
}
