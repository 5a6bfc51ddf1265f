using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ToskaMesh.Functions.Identity.Tokens;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Shared.Identity.Rotation;

namespace ToskaMesh.Functions.Tests.Identity.Tokens;

public sealed class SigningKeySealTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly SigningKeySeal _seal = new(new FixedMasterKey());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_WhatWasSealed_IsThePairOfThePublicKey()
    {
        var key = await MakeAsync();

        using var signer = ECDsa.Create(await _seal.OpenAsync(key, Cancel));

        using var verifier = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64Url.DecodeFromChars(key.Key.Public.X), Y = Base64Url.DecodeFromChars(key.Key.Public.Y) },
        });
        var text = "signed"u8.ToArray();
        Assert.True(verifier.VerifyData(text, signer.SignData(text, HashAlgorithmName.SHA256), HashAlgorithmName.SHA256));
    }

    [Fact]
    public async Task Open_WithAnotherMasterKey_SaysSo()
    {
        var key = await MakeAsync();

        var error = await Assert.ThrowsAsync<NotReadyException>(async () => await new SigningKeySeal(new FixedMasterKey()).OpenAsync(key, Cancel));

        Assert.Contains("master key", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_TheSecretOfAnotherRow_OrAChangedOne_Fails()
    {
        var (one, two) = (await MakeAsync(), await MakeAsync());
        var changed = one.Sealed.ToArray();
        changed[20] ^= 1;
        ReadOnlyMemory<byte>[] boxes = [two.Sealed, changed, one.Sealed[..^1], Array.Empty<byte>()];

        foreach (var box in boxes)
        {
            await Assert.ThrowsAsync<NotReadyException>(async () => await _seal.OpenAsync(one with { Sealed = box }, Cancel));
        }
    }

    [Fact]
    public async Task Box_HoldsNothingOfTheSecret()
    {
        var key = await MakeAsync();
        var secret = (await _seal.OpenAsync(key, Cancel)).D!;

        Assert.Equal(-1, key.Sealed.Span.IndexOf(secret.AsSpan(0, 8)));
        Assert.DoesNotContain(Convert.ToBase64String(secret), key.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeyId_IsTheThumbprint()
    {
        var key = (await MakeAsync()).Key.Public;

        var canonical = $$"""{"crv":"P-256","kty":"EC","x":"{{key.X}}","y":"{{key.Y}}"}""";
        Assert.Equal(Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(canonical))), key.KeyId);
    }

    private async Task<SealedSigningKey> MakeAsync()
    {
        var made = (await _seal.GeneratorAsync(Cancel))();
        return new SealedSigningKey(RotationRules.Make(made.Public, SigningKeyState.Signing, Now), made.Sealed);
    }
}
