namespace ToskaMesh.Gateway.Watching;

internal static class WatchingRegistration
{
    public static IServiceCollection AddWatching(this IServiceCollection services) => services
        .AddSingleton<WatchedConfigurations>()
        .AddSingleton<WatchSlots>()
        .AddSingleton<ConfigurationWatch>();

    /// <summary>The one path of the control plane that is not passed on at once. It comes before the pattern that has it, too, because it is literal.</summary>
    public static void MapWatching(this WebApplication app) =>
        app.Map(WatchRequest.Path, app.Services.GetRequiredService<ConfigurationWatch>().InvokeAsync);
}
