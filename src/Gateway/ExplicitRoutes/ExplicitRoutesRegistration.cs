namespace ToskaMesh.Gateway.ExplicitRoutes;

internal static class ExplicitRoutesRegistration
{
    public static IServiceCollection AddExplicitRoutes(this IServiceCollection services) => services
        .AddSingleton<RouteTrafficLog>()
        .AddSingleton<RouteSet>()
        .AddSingleton<ExplicitRouting>();
}
