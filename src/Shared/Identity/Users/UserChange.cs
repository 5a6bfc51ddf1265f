using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Mail;

namespace ToskaMesh.Shared.Identity.Users;

/// <summary>What is to become of a user, and what goes with it in the same transaction.</summary>
public sealed record UserChange
{
    /// <summary>The record as it is to be; null deletes it. Version and stamp are the store's.</summary>
    public required User? After { get; init; }

    public IReadOnlyList<SecurityEvent> Events { get; init; } = [];

    public IReadOnlyList<SealedMail> Mails { get; init; } = [];

    /// <summary>Whether the user's sessions end.</summary>
    public bool EndsSessions { get; init; }

    /// <summary>The one that does not.</summary>
    public string? ExceptSession { get; init; }

    /// <summary>Takes its place beside the change, instead of an earlier one for the same purpose.</summary>
    public OneTimeToken? NewToken { get; init; }
}
