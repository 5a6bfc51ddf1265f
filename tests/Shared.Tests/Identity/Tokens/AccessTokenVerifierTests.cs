using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Tokens;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Identity;

namespace ToskaMesh.Shared.Tests.Identity.Tokens;

public sealed class AccessTokenVerifierTests : IDisposable
{
    private const string Header = """{"alg":"ES256","typ":"at+jwt","kid":"k1"}""";

    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly TestSigningKey _key = new("k1");
    private readonly TestSigningKey _other = new("k2");

    public void Dispose()
    {
        _key.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void User_WithAllClaims_IsReadBack()
    {
        var claims = TestSigningKey.User("s1", Role.User, Role.Admin) with { Scopes = ["routes:open", "a"] };

        var token = Verify(_key.Issue(claims, Start, "t1")).Token!;

        Assert.Equivalent(claims, token.Claims, strict: true);
        Assert.Equal(("t1", "k1", Start + AccessTokenClaims.Lifetime), (token.Id, token.KeyId, token.ExpiresAt));
        Assert.Equivalent(new { Subject = "user-1", Role = Role.Admin, Kind = CallerKind.User, SessionId = "s1" }, token.ToCaller());
    }

    [Fact]
    public void Client_WithServices_IsReadBack()
    {
        var claims = TestSigningKey.User() with { Kind = CallerKind.Client, Roles = [Role.Service], Services = [ServiceName.Parse("orders"), ServiceName.Parse("billing")] };

        var token = Verify(_key.Issue(claims, Start)).Token!;

        Assert.Equal(claims.Services, token.Claims.Services);
        Assert.True(token.ToCaller().MayWrite(ServiceName.Parse("billing")));
        Assert.Equal((Role.Service, CallerKind.Client), (token.ToCaller().Role, token.ToCaller().Kind));
    }

    [Fact]
    public void AnyByteChanged_IsRefused()
    {
        var token = _key.Issue(TestSigningKey.User(), Start);

        for (var i = 0; i < token.Length; i++)
        {
            foreach (var c in "AaBb01-_.=+/ \n\0é")
            {
                if (token[i] != c)
                {
                    var changed = string.Concat(token.AsSpan(0, i), [c], token.AsSpan(i + 1));
                    Assert.False(Verify(changed).Accepted, $"{c} at {i}");
                }
            }
        }
    }

    [Fact]
    public void AnythingCutAddedOrMade_IsRefusedAndNeverThrows()
    {
        var token = _key.Issue(TestSigningKey.User(), Start);
        Assert.All(Enumerable.Range(0, token.Length), length => Assert.False(Verify(token[..length]).Accepted));
        Assert.All(["=", ".", " ", "\n", "A", ".AAAA"], tail => Assert.False(Verify(token + tail).Accepted));
        Assert.False(Verify(new string('A', AccessTokenFields.MaxLength + 1)).Accepted);
        Gen.String.Sample(text => Assert.False(Verify(text).Accepted));
    }

    [Fact]
    public void SignedButWild_NeverThrows() =>
        Gen.Select(Gen.OneOf(Gen.Const(Header), Gen.String), Gen.OneOf(Gen.String, Mangled)).Sample((header, payload) => Verify(_key.Sign(header, payload)));

    [Theory]
    [InlineData("""{"alg":"none","typ":"at+jwt","kid":"k1"}""", TokenFault.WrongType)]
    [InlineData("""{"alg":"HS256","typ":"at+jwt","kid":"k1"}""", TokenFault.WrongType)]
    [InlineData("""{"alg":"RS256","typ":"at+jwt","kid":"k1"}""", TokenFault.WrongType)]
    [InlineData("""{"alg":"es256","typ":"at+jwt","kid":"k1"}""", TokenFault.WrongType)]
    [InlineData("""{"alg":["ES256"],"typ":"at+jwt","kid":"k1"}""", TokenFault.WrongType)]
    [InlineData("""{"alg":"ES256","typ":"JWT","kid":"k1"}""", TokenFault.WrongType)]
    [InlineData("""{"alg":"ES256","typ":"application/at+jwt","kid":"k1"}""", TokenFault.WrongType)]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"k9"}""", TokenFault.UnknownKey)]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"k2"}""", TokenFault.BadSignature)]
    [InlineData("""{"alg":"ES256","typ":"at+jwt"}""", TokenFault.Malformed)]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":1}""", TokenFault.Malformed)]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"k1","crit":["b64"],"b64":false}""", TokenFault.Malformed)]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"k1","cty":"JWT"}""", TokenFault.Malformed)]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"k1","jku":"https://evil.test/keys"}""", TokenFault.Malformed)]
    [InlineData("""{"alg":"ES256","alg":"ES256","typ":"at+jwt","kid":"k1"}""", TokenFault.Malformed)]
    [InlineData("""["ES256","at+jwt","k1"]""", TokenFault.Malformed)]
    [InlineData("", TokenFault.Malformed)]
    public void Header_OtherThanOurs_IsRefused(string header, TokenFault fault) =>
        Assert.Equal(fault, Verify(_key.Sign(header, Payload())).Fault);

    [Fact]
    public void Hmac_WithThePublicKeyAsSecret_IsRefused()
    {
        var published = _key.Published;
        var input = $"{Encode("""{"alg":"HS256","typ":"at+jwt","kid":"k1"}""")}.{Encode(Payload())}";
        foreach (var secret in new[] { Encoding.ASCII.GetBytes(published.X + published.Y), [.. Base64Url.DecodeFromChars(published.X), .. Base64Url.DecodeFromChars(published.Y)] })
        {
            // Twice the digest has the length of an ES256 signature.
            var digest = HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(input));
            Assert.False(Verify($"{input}.{Base64Url.EncodeToString(digest)}").Accepted);
            Assert.Equal(TokenFault.WrongType, Verify($"{input}.{Base64Url.EncodeToString([.. digest, .. digest])}").Fault);
        }
    }

    [Fact]
    public void Signature_OfZeros_IsRefused()
    {
        var input = _key.Issue(TestSigningKey.User(), Start);
        var unsigned = input[..input.LastIndexOf('.')];
        Assert.Equal(TokenFault.BadSignature, Verify(AccessTokenWriter.Compose(unsigned, new byte[64])).Fault);
        Assert.False(Verify(unsigned + ".").Accepted);
    }

    [Theory]
    [InlineData("\"iss\":\"https://mesh.test\"", "\"iss\":\"https://mesh.test/\"", TokenFault.WrongIssuer)]
    [InlineData("\"iss\":\"https://mesh.test\"", "\"iss\":null", TokenFault.Malformed)]
    [InlineData("\"aud\":\"toska-services\"", "\"aud\":\"toska-mesh\"", TokenFault.WrongAudience)]
    [InlineData("\"aud\":\"toska-services\"", "\"aud\":[\"toska-services\",\"toska-mesh\"]", TokenFault.Malformed)]
    [InlineData("\"aud\":\"toska-services\"", "\"aud\":\"toska-mesh\",\"aud\":\"toska-services\"", TokenFault.Malformed)]
    [InlineData("\"sub\":\"user-1\"", "\"sub\":\"user-1\\r\\nX-Mesh-Roles: Admin\"", TokenFault.Malformed)]
    [InlineData("\"sub\":\"user-1\"", "\"sub\":\"\"", TokenFault.Malformed)]
    [InlineData("\"sub\":\"user-1\"", "\"sub\":\"\\ud800\"", TokenFault.Malformed)]
    [InlineData("\"sub\":\"user-1\"", "\"sub\":{\"sub\":\"user-1\"}", TokenFault.Malformed)]
    [InlineData("\"roles\":[\"User\"]", "\"roles\":[]", TokenFault.Malformed)]
    [InlineData("\"roles\":[\"User\"]", "\"roles\":\"User\"", TokenFault.Malformed)]
    [InlineData("\"roles\":[\"User\"]", "\"roles\":[\"Admin\"]", TokenFault.Malformed)]
    [InlineData("\"roles\":[\"User\"]", "\"roles\":[\"User\",\"User\"]", TokenFault.Malformed)]
    [InlineData("\"roles\":[\"User\"]", "\"roles\":[\"Service\"]", TokenFault.Malformed)]
    [InlineData("\"token_use\":\"user\"", "\"token_use\":\"id\"", TokenFault.Malformed)]
    [InlineData("\"token_use\":\"user\"", "\"token_use\":\"client\"", TokenFault.Malformed)]
    [InlineData("\"sid\":\"session-1\",", "", TokenFault.Malformed)]
    [InlineData("\"jti\":\"token-1\",", "", TokenFault.Malformed)]
    [InlineData("\"client_id\":\"toska-cli\",", "", TokenFault.Malformed)]
    [InlineData("\"sid\":\"session-1\"", "\"sid\":\"session-1\",\"scope\":\"a  b\"", TokenFault.Malformed)]
    [InlineData("\"sid\":\"session-1\"", "\"sid\":\"session-1\",\"scope\":[\"a\"]", TokenFault.Malformed)]
    [InlineData("\"sid\":\"session-1\"", "\"sid\":\"session-1\",\"services\":[\"-\"]", TokenFault.Malformed)]
    [InlineData("\"sid\":\"session-1\"", "\"sid\":\"session-1\",\"x\":1,\"x\":2", TokenFault.Malformed)]
    public void Claim_ThatIsWrong_IsRefused(string claim, string replacement, TokenFault fault)
    {
        var payload = Payload();
        Assert.Contains(claim, payload, StringComparison.Ordinal);
        Assert.True(Verify(_key.Sign(Header, payload)).Accepted);

        Assert.Equal(fault, Verify(_key.Sign(Header, payload.Replace(claim, replacement, StringComparison.Ordinal))).Fault);
    }

    [Fact]
    public void Claim_ThatIsNotKnown_IsLeftAlone() =>
        Assert.True(Verify(_key.Sign(Header, Payload().Replace("{", "{\"later\":[1],", StringComparison.Ordinal))).Accepted);

    [Theory]
    [InlineData(0, 600, 0, 0, null)]
    [InlineData(0, 600, 0, 659, null)]
    [InlineData(0, 600, 0, 660, TokenFault.Expired)]
    [InlineData(60, 660, 60, 0, null)]
    [InlineData(61, 661, 61, 0, TokenFault.NotYetValid)]
    [InlineData(0, 600, 61, 0, TokenFault.NotYetValid)]
    [InlineData(0, 601, 0, 0, TokenFault.Malformed)]
    [InlineData(0, 0, 0, 0, TokenFault.Malformed)]
    public void Times_BeyondTheSkew_AreRefused(int issued, int expires, int notBefore, int now, TokenFault? fault)
    {
        var start = Start.ToUnixTimeSeconds();
        var payload = Payload()
            .Replace($"\"iat\":{start}", $"\"iat\":{start + issued}", StringComparison.Ordinal)
            .Replace($"\"exp\":{start + 600}", $"\"exp\":{start + expires}", StringComparison.Ordinal)
            .Replace($"\"nbf\":{start}", $"\"nbf\":{start + notBefore}", StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromSeconds(now));

        Assert.Equal(fault, Verify(_key.Sign(Header, payload)).Fault);
    }

    [Theory]
    [InlineData("1e9")]
    [InlineData("1767323045.5")]
    [InlineData("\"1767323045\"")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    [InlineData("253402300800")]
    public void Time_ThatIsNoWholeSecond_IsRefused(string value) => Assert.Equal(
        TokenFault.Malformed,
        Verify(_key.Sign(Header, Payload().Replace($"\"iat\":{Start.ToUnixTimeSeconds()}", $"\"iat\":{value}", StringComparison.Ordinal))).Fault);

    [Fact]
    public void NoKeys_AcceptNothing() => Assert.Equal(
        TokenFault.UnknownKey,
        new AccessTokenVerifier(SigningKeySet.None, Audiences.Services, _time).Verify(_key.Issue(TestSigningKey.User(), Start)).Fault);

    [Fact]
    public async Task OneVerifier_ManyThreads_AgreeOnEachToken()
    {
        var verifier = Verifier();
        var good = Enumerable.Range(0, 50).Select(i => _key.Issue(TestSigningKey.User(), Start, $"t{i}")).ToArray();
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), TestContext.Current.CancellationToken, (i, _) =>
        {
            var token = good[i % good.Length];
            Assert.True(verifier.Verify(token).Accepted);
            Assert.Equal(TokenFault.BadSignature, verifier.Verify(token[..^3] + (token[^3] == 'A' ? 'B' : 'A') + token[^2..]).Fault);
            return ValueTask.CompletedTask;
        });
    }

    private static Gen<string> Mangled => Gen.Select(Gen.Int[0, 400], Gen.Char).Array[1, 4].Select(changes =>
    {
        var payload = Payload().ToCharArray();
        foreach (var (position, value) in changes)
        {
            payload[position % payload.Length] = value;
        }

        return new string(payload);
    });

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static string Payload() => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(
        AccessTokenWriter.SigningInput(TestSigningKey.User(), TestSigningKey.Issuer, "k1", "token-1", Start).Split('.')[1]));

    private AccessTokenVerifier Verifier() =>
        new(new SigningKeySet(TestSigningKey.Issuer, [_key.Published, _other.Published]), Audiences.Services, _time);

    private TokenVerdict Verify(string token) => Verifier().Verify(token);
}
