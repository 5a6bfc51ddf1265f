using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Shared.Identity.Rotation;

/// <summary>How long a signing key stays in each of its states.</summary>
/// <param name="Announced">At least; longer than verifiers keep a key set without asking again. .NET's keep it for 12 h.</param>
/// <param name="Signing">As a rule; longer than <paramref name="Announced"/>. Where timers are late it is more.</param>
public sealed record RotationPolicy(TimeSpan Announced, TimeSpan Signing)
{
    /// <summary>How late a process may learn that another key signs now, its clock being late as well.</summary>
    public static readonly TimeSpan Lag = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long a key that was made out of turn is published before it signs: gateways have the route table within a
    /// second, other processes of the control plane read the keys again within one.
    /// </summary>
    public static readonly TimeSpan Spread = TimeSpan.FromSeconds(10);

    /// <summary>How long a key is published after it signed its last token: until that has expired by every clock.</summary>
    public static readonly TimeSpan Retiring = AccessTokenClaims.Lifetime + AccessTokenClaims.ClockSkew + Lag;

    public static RotationPolicy Default { get; } = new(Announced: TimeSpan.FromHours(24), Signing: TimeSpan.FromDays(30));
}
