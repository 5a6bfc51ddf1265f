using ToskaMesh.Cli.Sessions;

namespace ToskaMesh.Cli.Tests.Sessions;

internal static class TestSessions
{
    public static DateTimeOffset Start { get; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>Whose access token lasts ten minutes from <see cref="Start"/>.</summary>
    public static Session Ada { get; } = new()
    {
        Email = "ada@example.org",
        UserId = "u1",
        Roles = ["User"],
        AccessToken = "access-1",
        ExpiresAt = Start.AddMinutes(10),
        RefreshToken = "refresh-1",
        RefreshTokenExpiresAt = Start.AddDays(14),
    };
}
