using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ToskaMesh.Probing;

namespace ToskaMesh.Functions.Profile;

internal static class ProfileServiceCollectionExtensions
{
    /// <summary><c>TOSKA_DATA</c> names the data directory for every process of the mesh; the app's own setting wins.</summary>
    public static void AddShortNames(this ConfigurationManager configuration)
    {
        var directory = $"{MeshOptions.Section}:{nameof(MeshOptions.DataDirectory)}";
        if (configuration["TOSKA_DATA"] is { Length: > 0 } data && string.IsNullOrEmpty(configuration[directory]))
        {
            configuration.AddInMemoryCollection([KeyValuePair.Create(directory, (string?)data)]);
        }
    }

    public static IServiceCollection AddMeshOptions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MeshOptions>()
            .Bind(configuration.GetSection(MeshOptions.Section))
            .Configure(options => options.AllowedNetworks = NetworksSetting.Read(configuration))
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MeshOptions>, MeshOptionsValidator>());
        services.AddSingleton<MeshReadiness>();
        services.AddSingleton<ReadinessMiddleware>();
        return services;
    }
}
