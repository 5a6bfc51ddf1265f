using ToskaMesh.Shared.Identity.Rotation;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Functions.Identity.Tokens;

/// <summary><see cref="SealedSigningKey"/> as it is stored.</summary>
internal sealed class SigningKeyRow
{
    public required string KeyId { get; init; }

    public required string X { get; init; }

    public required string Y { get; init; }

    /// <summary>The private part: see <see cref="SigningKeySeal"/>.</summary>
    public required byte[] Sealed { get; init; }

    public SigningKeyState State { get; set; }

    public DateTimeOffset AnnouncedAt { get; set; }

    public DateTimeOffset? SigningSince { get; set; }

    public DateTimeOffset? RetiringSince { get; set; }

    public static SigningKeyRow From(NewSigningKey made) =>
        new() { KeyId = made.Public.KeyId, X = made.Public.X, Y = made.Public.Y, Sealed = made.Sealed.ToArray() };

    public void Apply(SigningKey key) =>
        (State, AnnouncedAt, SigningSince, RetiringSince) = (key.State, key.AnnouncedAt, key.SigningSince, key.RetiringSince);

    public SealedSigningKey ToSealed() => new(ToKey(), Sealed);

    public SigningKey ToKey() => new()
    {
        Public = new PublishedSigningKey { KeyId = KeyId, X = X, Y = Y },
        State = State,
        AnnouncedAt = AnnouncedAt,
        SigningSince = SigningSince,
        RetiringSince = RetiringSince,
    };
}
