using ToskaMesh.Gateway.Documents;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Gateway.Access;

internal static class AccessRegistration
{
    public static IServiceCollection AddAccess(this IServiceCollection services) => services
        .AddSingleton<ApiKeyAuthentication>()
        .AddSingleton<TokenAuthentication>()
        .AddSingleton<CallerAuthentication>()
        .AddSingleton<RouteAdmission>()
        .AddSingleton<CredentialAge>()
        .AddFollowed<CredentialTable, CredentialDocument>("toska_credentials");
}
