using ToskaMesh.Functions.Profile;
using ToskaMesh.Shared.Identity.Sessions;

namespace ToskaMesh.Functions.Identity.Accounts;

/// <summary>Section <c>Mesh:Identity</c>, as far as it is about accounts.</summary>
internal sealed class AccountOptions
{
    public const string Section = "Mesh:Identity";

    public const int MinBCryptCost = 12;

    public const int MaxBCryptCost = 18;

    /// <summary>The logarithm of the rounds of a password's hash; each one more doubles the time. Stored passwords follow at their next login.</summary>
    public int BCryptCost { get; set; } = MinBCryptCost;

    /// <summary>Passwords that are hashed at one time, 1 to 64; half of the processors, where it is 0.</summary>
    public int ConcurrentHashes { get; set; }

    /// <summary>Who may register; where nothing is said, anybody, but in the cloud nobody.</summary>
    public RegistrationMode? Registration { get; set; }

    /// <summary>Whether only people whose address was confirmed may sign in.</summary>
    public bool RequireConfirmedEmail { get; set; } = true;

    /// <summary>An hour to 90 days.</summary>
    public TimeSpan SessionIdle { get; set; } = new SessionLimits().Idle;

    /// <summary>At least <see cref="SessionIdle"/>, a year at most.</summary>
    public TimeSpan SessionAbsolute { get; set; } = new SessionLimits().Absolute;

    // A mesh that strangers reach is to be opened to them on purpose.
    public RegistrationMode RegistrationIn(MeshProfile profile) =>
        Registration ?? (profile is MeshProfile.Cloud ? RegistrationMode.Closed : RegistrationMode.Open);

    public SessionLimits ToSessionLimits() => new() { Idle = SessionIdle, Absolute = SessionAbsolute };
}
