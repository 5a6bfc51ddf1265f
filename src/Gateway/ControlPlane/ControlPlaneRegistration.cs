namespace ToskaMesh.Gateway.ControlPlane;

internal static class ControlPlaneRegistration
{
    // What is not here is not passed, above all the host's own /admin and /runtime.
    private static readonly string[] Passed = ["/api/{**rest}", "/oauth/{**rest}", "/.well-known/{**rest}", "/openapi.json"];

    public static IServiceCollection AddControlPlane(this IServiceCollection services) => services
        .AddSingleton<ControlPlaneTransformer>()
        .AddSingleton<UnchangedTransformer>()
        .AddSingleton<ControlPlaneForwarder>();

    public static void MapControlPlane(this WebApplication app)
    {
        var forwarder = app.Services.GetRequiredService<ControlPlaneForwarder>();
        foreach (var pattern in Passed)
        {
            app.Map(pattern, forwarder.ForwardAsync);
        }
    }
}
