using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Tokens;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Tests.Identity.Tokens;

/// <summary>What tokens for the control plane say.</summary>
internal static class Claims
{
    public static AccessTokenClaims User { get; } = new()
    {
        Subject = "ann",
        Kind = CallerKind.User,
        Audience = Audiences.ControlPlane,
        SessionId = "session-1",
        ClientId = "toska-cli",
        Roles = [Role.User],
    };

    public static AccessTokenClaims Admin { get; } = User with { Subject = "bob", SessionId = "session-2", Roles = [Role.User, Role.Admin] };

    public static AccessTokenClaims Gateway { get; } =
        User with { Subject = "gateway-1", Kind = CallerKind.Client, SessionId = "session-3", ClientId = "gateway-1", Roles = [Role.Gateway] };

    public static AccessTokenClaims Service(params string[] services) => Gateway with
    {
        Subject = "client-1",
        ClientId = "client-1",
        SessionId = "session-4",
        Roles = [Role.Service],
        Services = [.. services.Select(ServiceName.Parse)],
    };
}
