using ToskaMesh.Shared.Identity.Sessions;

namespace ToskaMesh.Functions.Identity.Sessions;

/// <summary><see cref="RevokedSession"/> as it is stored.</summary>
internal sealed class RevokedSessionRow
{
    public required string SessionId { get; init; }

    public DateTimeOffset Until { get; set; }

    public RevokedSession ToSession() => new(SessionId, Until);
}
