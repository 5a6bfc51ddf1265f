using ToskaMesh.Gateway.Documents;
using ToskaMesh.Gateway.ExplicitRoutes;
using ToskaMesh.Gateway.Forwarding;
using ToskaMesh.Shared.Routing;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace ToskaMesh.Gateway.Routing;

internal static class RoutingRegistration
{
    public static IServiceCollection AddServiceRouting(this IServiceCollection services)
    {
        services.AddReverseProxy();
        services.RemoveKeyRing();
        return services
            .AddSingleton<ClusterFactory>()
            .AddSingleton<MeshProxyConfigProvider>()
            .AddSingleton<IProxyConfigProvider>(provider => provider.GetRequiredService<MeshProxyConfigProvider>())
            .AddSingleton<IConfigChangeListener>(provider => provider.GetRequiredService<MeshProxyConfigProvider>())
            .AddSingleton<ServiceRoutes>()
            .AddExplicitRoutes()
            .AddSingleton<IClusterChangeListener>(provider => provider.GetRequiredService<ServiceRoutes>())
            .AddFollowed<RouteTable, RouteTableDocument>("toska_route_table");
    }

    // YARP brings data protection for session affinity, which is not used here. Its start-up would read or write a key
    // ring in the user's home.
    private static void RemoveKeyRing(this IServiceCollection services)
    {
        var keyRing = services.Where(service =>
            service.ServiceType == typeof(IHostedService)
            && service.ImplementationType?.Namespace?.StartsWith("Microsoft.AspNetCore.DataProtection", StringComparison.Ordinal) == true);
        foreach (var service in keyRing.ToList())
        {
            services.Remove(service);
        }
    }

    /// <summary>The one endpoint of all services, and that of all explicit routes. Each line sees what the lines below it did.</summary>
    public static void MapServices(this IEndpointRouteBuilder endpoints) => endpoints.MapReverseProxy(pipeline =>
    {
        pipeline.UseMiddleware<ServiceRoutingMiddleware>();
        pipeline.UseMiddleware<AttemptsMiddleware>();
        pipeline.UseLoadBalancing();
    });
}
