using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ToskaMesh.Probing;

namespace ToskaMesh.Gateway.Settings;

internal static class SettingsRegistration
{
    private const string DataVariable = "TOSKA_DATA";

    public static IServiceCollection AddSettings(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<MeshOptions, MeshOptionsValidator>()
            .BindConfiguration(MeshOptions.Section)
            .Configure<IConfiguration>((options, configuration) => options.AllowedNetworks = NetworksSetting.Read(configuration))
            .PostConfigure(options => options.DataDirectory = Path.GetFullPath(DirectoryOf(options)));
        services.AddOptionsWithValidateOnStart<GatewayOptions, GatewayOptionsValidator>()
            .BindConfiguration(GatewayOptions.Section)
            .PostConfigure<IOptions<MeshOptions>>((options, mesh) =>
            {
                options.CacheDirectory = options.CacheDirectory.Length > 0 ? Path.GetFullPath(options.CacheDirectory) : Path.Combine(mesh.Value.DataDirectory, "gateway");
                options.Id = options.Id.Length > 0 ? options.Id : GatewayId.Default(Environment.MachineName, options.Port);
            });
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton(provider => provider.GetRequiredService<IOptions<MeshOptions>>().Value.ToRules());
    }

    private static string DirectoryOf(MeshOptions options) =>
        options.DataDirectory is { Length: > 0 } set
            ? set
            : Environment.GetEnvironmentVariable(DataVariable) is { Length: > 0 } inherited ? inherited : ".toska";
}
