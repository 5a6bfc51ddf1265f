using ToskaMesh.Shared.Identity.Rotation;

namespace ToskaMesh.Functions.Identity.Tokens;

/// <summary>A signing key on the wire, without anything secret.</summary>
/// <param name="State">One of <see cref="SigningKeyState"/>.</param>
/// <param name="SigningSince">For a key that was made out of turn, a few seconds ahead at first.</param>
public sealed record SigningKeyAnswer(
    string Id, string State, DateTimeOffset AnnouncedAt, DateTimeOffset? SigningSince, DateTimeOffset? RetiringSince)
{
    internal static SigningKeyAnswer From(SealedSigningKey key) =>
        new(key.Key.Id, $"{key.Key.State}", key.Key.AnnouncedAt, key.Key.SigningSince, key.Key.RetiringSince);
}
