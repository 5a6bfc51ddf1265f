using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Identity.Tokens;
using ToskaMesh.Testing.Identity;

namespace ToskaMesh.Shared.Tests.Identity;

public sealed class InMemoryRevokedSessionsTests : RevokedSessionsContract
{
    private InMemoryRevokedSessions? _sessions;

    protected override ValueTask<IRevokedSessions> CreateAsync(FakeTimeProvider time) =>
        ValueTask.FromResult<IRevokedSessions>(_sessions = new InMemoryRevokedSessions(time));

    protected override Task RevokeAsync(string sessionId)
    {
        _sessions!.Add(new RevokedSession(
            sessionId, Time.GetUtcNow() + AccessTokenClaims.Lifetime + AccessTokenClaims.ClockSkew + AccessTokenClaims.ClockSkew));
        return Task.CompletedTask;
    }
}
