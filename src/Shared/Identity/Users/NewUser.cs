using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Mail;

namespace ToskaMesh.Shared.Identity.Users;

/// <summary>A registration, with what goes with it in the same transaction.</summary>
public sealed record NewUser
{
    public required User User { get; init; }

    /// <summary>Only if no user is an Admin yet; decided in the transaction.</summary>
    public bool OnlyAsFirstAdmin { get; init; }

    /// <summary>
    /// Whether a user who has the address, but is unclaimed (<see cref="UserRules.IsUnclaimed"/>), goes for this one:
    /// whoever registered it first must not keep a password to it that its owner then confirms.
    /// </summary>
    public bool ReplacesUnclaimed { get; init; }

    public OneTimeToken? Token { get; init; }

    public IReadOnlyList<SealedMail> Mails { get; init; } = [];

    public IReadOnlyList<SecurityEvent> Events { get; init; } = [];

    /// <summary>Written instead of all else when another user has the address.</summary>
    public IReadOnlyList<SealedMail> MailsIfTaken { get; init; } = [];

    /// <summary>Written instead of all else when another user has the address.</summary>
    public IReadOnlyList<SecurityEvent> EventsIfTaken { get; init; } = [];
}
