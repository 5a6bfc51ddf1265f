using CsCheck;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Shared.Tests.Identity;

public sealed class ApiKeyTests
{
    private static readonly Gen<string> Ids = Gen.String[Gen.Char["abcXYZ019-"], 1, 32];

    [Fact]
    public void AnyKey_Revealed_ParsesAndMatchesItsOwnHashOnly() => Ids.Sample(id =>
    {
        var (key, other) = (ApiKey.Generate(id), ApiKey.Generate(id));

        Assert.True(ApiKey.TryParse(key.Reveal(), out var parsed));
        Assert.Equal(id, parsed.Id);
        Assert.True(parsed.Matches(key.Hash()));
        Assert.False(parsed.Matches(other.Hash()));
    });

    [Fact]
    public void AnyKey_OneCharacterChanged_DoesNotMatch() => Gen.Select(Ids, Gen.Int[1, 42]).Sample((id, back) =>
    {
        var key = ApiKey.Generate(id);
        var text = key.Reveal().ToCharArray();
        text[^back] = text[^back] == 'A' ? 'B' : 'A';

        Assert.True(!ApiKey.TryParse(new string(text), out var changed) || !changed.Matches(key.Hash()));
    });

    [Fact]
    public void AnyKey_InALogOrAHash_DoesNotShowItsSecret() => Ids.Sample(id =>
    {
        var key = ApiKey.Generate(id);
        var secret = key.Reveal()[^43..];

        Assert.DoesNotContain(secret, key.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, $"{key}", StringComparison.Ordinal);
        Assert.DoesNotContain(secret, key.Hash(), StringComparison.Ordinal);
    });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("tsk_")]
    [InlineData("tsk_a_short")]
    [InlineData("tsk__AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("tsk_a_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n")]
    [InlineData("TSK_a_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("tsk_a_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void TryParse_NoKey_IsRefused(string? text) => Assert.False(ApiKey.TryParse(text, out _));

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Matches_DamagedHash_IsFalse(string hash) => Assert.False(ApiKey.Generate("a").Matches(hash));
}
