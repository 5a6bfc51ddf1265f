using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Shared.Identity.Rotation;

/// <summary>
/// The life of signing keys: announced, signing, retiring, gone. Each step goes by the times that the keys carry, so a
/// step that is late, is taken twice, or is taken by a clock that jumped only makes a state last longer. A person may
/// ask for the next key before its time.
/// </summary>
public static class RotationRules
{
    /// <param name="keys">All there are, in any order; read and replaced in one transaction.</param>
    public static RotationStep Step(IReadOnlyList<SigningKey> keys, DateTimeOffset now, RotationPolicy policy)
    {
        var kept = keys.Where(key => !IsOver(key, now)).ToList();
        var (after, wanted) = kept.Find(key => key.State is SigningKeyState.Signing) is { } signing
            ? Succeed(kept, signing, now, policy)
            : Begin(kept, now);
        return new RotationStep(
            Order(after),
            wanted,
            [.. keys.Except(kept).Select(key => key.Id)],
            [.. after.Except(keys)]);
    }

    /// <summary>
    /// Another key before its time: the one that is announced, or else a new one. It is published first and signs
    /// <see cref="RotationPolicy.Spread"/> later. A revocation is at once: a new key, and all others are gone, announced
    /// ones too, since whoever got at one of them got at all.
    /// </summary>
    /// <returns>Null when there are too many keys already whose tokens have not expired.</returns>
    public static RotationStep? Replace(IReadOnlyList<SigningKey> keys, DateTimeOffset now, bool revoke)
    {
        if (revoke)
        {
            return new RotationStep([], SigningKeyState.Signing, [.. keys.Select(key => key.Id)], []);
        }

        var kept = keys.Where(key => !IsOver(key, now)).ToList();
        var (next, begins) = (FindNext(kept), now + RotationPolicy.Spread);
        List<SigningKey> after =
            [.. kept.Select(key => key == next ? Sign(key, begins) : key.State is SigningKeyState.Signing ? Retire(key, begins) : key)];

        // One place is for the key that is announced next.
        return after.Count + (next is null ? 1 : 0) >= SigningKeySet.MaxKeys ? null : new RotationStep(
            Order(after),
            next is null ? SigningKeyState.Signing : null,
            [.. keys.Except(kept).Select(key => key.Id)],
            [.. after.Except(keys)])
        {
            // The very first key has nobody to take over from.
            Delay = kept.Any(key => key.State is SigningKeyState.Signing) ? RotationPolicy.Spread : TimeSpan.Zero,
        };
    }

    /// <summary>Which key signs at that moment: until one that was made out of turn has spread, the one before it.</summary>
    /// <returns>Null when there is none.</returns>
    public static SigningKey? Signer(IEnumerable<SigningKey> keys, DateTimeOffset at)
    {
        var all = keys.ToList();
        return all.Where(key => key.RetiringSince > at && key.RetiringSince <= at + RotationPolicy.Spread).MinBy(key => key.SigningSince)
            ?? all.Find(key => key.State is SigningKeyState.Signing);
    }

    /// <summary>A key that was made because <see cref="RotationStep.Wanted"/> asked for it.</summary>
    /// <param name="delay"><see cref="RotationStep.Delay"/>.</param>
    public static SigningKey Make(PublishedSigningKey generated, SigningKeyState wanted, DateTimeOffset now, TimeSpan delay = default) => new()
    {
        Public = generated,
        State = wanted,
        AnnouncedAt = now,
        SigningSince = wanted is SigningKeyState.Signing ? now + delay : null,
    };

    /// <summary>Who signs first, who signs next, and last who signed before.</summary>
    public static IReadOnlyList<SigningKey> Order(IEnumerable<SigningKey> keys) =>
        [.. keys.OrderBy(key => key.State).ThenByDescending(key => key.AnnouncedAt).ThenBy(key => key.Id, StringComparer.Ordinal)];

    private static bool IsOver(SigningKey key, DateTimeOffset now) =>
        key.State is SigningKeyState.Retiring && now >= key.RetiringSince + RotationPolicy.Retiring;

    // Nobody has a token yet that another key could be needed for: the first key signs at once. That one is announced
    // and none signs is not this class's doing, and better than tokens that nobody can sign.
    private static (IReadOnlyList<SigningKey> Keys, SigningKeyState? Wanted) Begin(List<SigningKey> kept, DateTimeOffset now) =>
        FindNext(kept) is { } next
            ? ([.. kept.Select(key => key == next ? Sign(key, now) : key)], null)
            : (kept, SigningKeyState.Signing);

    private static (IReadOnlyList<SigningKey> Keys, SigningKeyState? Wanted) Succeed(
        List<SigningKey> kept, SigningKey signing, DateTimeOffset now, RotationPolicy policy)
    {
        var due = signing.SigningSince + policy.Signing;
        if (FindNext(kept) is not { } next)
        {
            return (kept, now >= due - policy.Announced ? SigningKeyState.Announced : null);
        }

        return now >= due && now >= next.AnnouncedAt + policy.Announced
            ? ([.. kept.Select(key => key == next ? Sign(key, now) : key == signing ? Retire(key, now) : key)], null)
            : (kept, null);
    }

    private static SigningKey? FindNext(List<SigningKey> keys) =>
        keys.Where(key => key.State is SigningKeyState.Announced).MinBy(key => key.AnnouncedAt);

    private static SigningKey Sign(SigningKey key, DateTimeOffset now) => key with { State = SigningKeyState.Signing, SigningSince = now };

    private static SigningKey Retire(SigningKey key, DateTimeOffset now) => key with { State = SigningKeyState.Retiring, RetiringSince = now };
}
