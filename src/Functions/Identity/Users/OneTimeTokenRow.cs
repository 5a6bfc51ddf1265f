using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Functions.Identity.Users;

/// <summary><see cref="OneTimeToken"/> as it is stored.</summary>
internal sealed class OneTimeTokenRow
{
    public required Guid UserId { get; init; }

    public required OneTimePurpose Purpose { get; init; }

    public string Hash { get; set; } = "";

    public DateTimeOffset ExpiresAt { get; set; }
}
