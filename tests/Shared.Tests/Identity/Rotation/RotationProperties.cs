using CsCheck;
using ToskaMesh.Shared.Identity.Rotation;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Shared.Tests.Identity.Rotation;

/// <summary>The signing keys of a mesh, whenever timers run and whatever the clock does.</summary>
public sealed class RotationProperties
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly RotationPolicy Policy = new(Announced: TimeSpan.FromHours(24), Signing: TimeSpan.FromDays(5));

    // Between two looks, in minutes: one after the other, in turn, missed for weeks, and clocks that are set back.
    private static readonly Gen<int[]> Waits =
        Gen.Frequency((4, Gen.Const(0)), (8, Gen.Int[1, 60]), (8, Gen.Int[60, 2880]), (1, Gen.Int[10_000, 100_000]), (2, Gen.Int[-3000, -1])).Array[1, 60];

    private static readonly Gen<int[]> WaitsForward = Gen.Frequency((8, Gen.Int[0, 60]), (8, Gen.Int[60, 2880]), (1, Gen.Int[10_000, 100_000])).Array[1, 80];

    [Fact]
    public void AfterTheFirstStep_ExactlyOneSigns_AndFewAreKept() => Waits.Sample(waits => Play(waits, (_, after, _) =>
    {
        Assert.Single(after, key => key.State is SigningKeyState.Signing);
        Assert.InRange(after.Count, 1, SigningKeySet.MaxKeys);
    }));

    [Fact]
    public void Key_OtherThanTheFirst_IsAnnouncedLongEnoughBeforeItSigns() => Waits.Sample(waits => Play(waits, (before, after, _) =>
    {
        foreach (var key in after.Where(key => key is { State: SigningKeyState.Signing, Public.KeyId: not "0" }))
        {
            Assert.True(key.SigningSince - key.AnnouncedAt >= Policy.Announced);
            Assert.Contains(before, known => known.Id == key.Id);
        }
    }));

    [Fact]
    public void Key_ThatSignedUntilNow_IsPublishedUntilItsLastTokenExpired() => WaitsForward.Sample(waits =>
    {
        var lastSigned = new Dictionary<string, DateTimeOffset>();
        Play(waits, (before, after, now) =>
        {
            foreach (var (id, signed) in lastSigned.Where(signed => now < signed.Value + AccessTokenClaims.Lifetime + AccessTokenClaims.ClockSkew))
            {
                Assert.Contains(after, key => key.Id == id);
            }

            // Up to this step the key signed, and other processes learn of the step a little later.
            if (before.FirstOrDefault(key => key.State is SigningKeyState.Signing) is { } signing)
            {
                lastSigned[signing.Id] = now + RotationPolicy.Lag;
            }
        });
    });

    [Fact]
    public void Key_OnlyEverMovesOn() => Waits.Sample(waits => Play(waits, (before, after, _) =>
    {
        foreach (var (old, now) in before.Join(after, key => key.Id, key => key.Id, (old, now) => (old, now)))
        {
            Assert.True(old == now || (old.State, now.State) is
                (SigningKeyState.Announced, SigningKeyState.Signing) or (SigningKeyState.Signing, SigningKeyState.Retiring));
        }

        Assert.All(before.ExceptBy(after.Select(key => key.Id), key => key.Id), gone => Assert.Equal(SigningKeyState.Retiring, gone.State));
    }));

    /// <summary>Two rotators at once: whoever comes second finds what the first one left.</summary>
    [Fact]
    public void Step_TakenTwice_IsTakenOnce() => Waits.Sample(waits => Play(waits, (_, after, now) =>
        Assert.True(RotationRules.Step(after, now, Policy).IsNothing)));

    [Fact]
    public void Order_IsWhoSignsThenWhoWillThenWhoDid() => Waits.Sample(waits => Play(waits, (_, after, _) =>
        Assert.Equal(after.Select(key => key.State).Order(), after.Select(key => key.State))));

    /// <summary>Gateways and the other processes have a key before the first token that it signs, and keep it until the last has expired.</summary>
    [Fact]
    public void KeyOutOfTurn_SignsWhenItIsKnown_AndIsKnownUntilItsLastTokenExpired() => Gen.Int[0, 900].Array[1, 40].Sample(waits =>
    {
        var keys = Apply(RotationRules.Step([], Start, Policy), 0, Start);
        var (now, published, tokens) = (Start, new Dictionary<string, DateTimeOffset> { ["0"] = Start }, new List<(string Key, DateTimeOffset At)>());
        for (var i = 0; i < waits.Length; i++)
        {
            // Some of it within the moment in which a key spreads.
            now += waits[i] % 3 == 0 ? TimeSpan.FromSeconds(waits[i] % 15) : TimeSpan.FromSeconds(waits[i]);
            keys = Apply(RotationRules.Step(keys, now, Policy), 100 + i, now);
            keys = RotationRules.Replace(keys, now, revoke: false) is { } step ? Apply(step, 1 + i, now) : keys;
            foreach (var at in new[] { now, now + TimeSpan.FromSeconds(4) })
            {
                var signer = RotationRules.Signer(keys, at)!;
                published.TryAdd(signer.Id, signer.AnnouncedAt);
                tokens.Add((signer.Id, at));
            }

            Assert.All(tokens.Where(token => now < token.At + AccessTokenClaims.Lifetime + AccessTokenClaims.ClockSkew), token => Assert.Contains(keys, key => key.Id == token.Key));
        }

        Assert.All(tokens, token => Assert.True(token.Key == "0" || token.At >= published[token.Key] + RotationPolicy.Spread));
    });

    private static IReadOnlyList<SigningKey> Apply(RotationStep step, int id, DateTimeOffset now) => step.Wanted is { } wanted
        ? RotationRules.Order([.. step.Keys, RotationRules.Make(new PublishedSigningKey { KeyId = $"{id}", X = "", Y = "" }, wanted, now, step.Delay)])
        : step.Keys;

    private static void Play(int[] waits, Action<IReadOnlyList<SigningKey>, IReadOnlyList<SigningKey>, DateTimeOffset> look)
    {
        IReadOnlyList<SigningKey> keys = [];
        var (now, made) = (Start, 0);
        foreach (var wait in waits)
        {
            var before = keys;
            now += TimeSpan.FromMinutes(wait);
            var step = RotationRules.Step(keys, now, Policy);
            keys = Apply(step, step.Wanted is null ? made : made++, now);
            look(before, keys, now);
        }
    }
}
