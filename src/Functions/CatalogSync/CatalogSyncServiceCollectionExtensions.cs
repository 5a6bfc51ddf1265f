using Consul;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Health;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Functions.Ticking;
using ToskaMesh.Shared.CatalogSync;

namespace ToskaMesh.Functions.CatalogSync;

internal static class CatalogSyncServiceCollectionExtensions
{
    /// <summary>The directions that are switched on; without any, nothing of it is there.</summary>
    public static IServiceCollection AddCatalogSync(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(ConsulOptions.Section);
        services.AddOptions<ConsulOptions>().Bind(section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ConsulOptions>, ConsulOptionsValidator>());
        var (import, export) = (ConsulOptions.IsImportOn(configuration), ConsulOptions.IsExportOn(configuration));
        if (!import && !export)
        {
            return services;
        }

        services.AddSingleton<IConsulClient>(Connect);
        services.AddSingleton<IHealthPart, ConsulPart>();
        if (import)
        {
            services.AddImport();
        }

        return export ? services.AddExport() : services;
    }

    private static IServiceCollection AddImport(this IServiceCollection services)
    {
        services.AddSingleton<ConsulCatalog>();
        services.AddSingleton(provider => new CatalogImportRules(
            provider.GetRequiredService<IOptions<MeshOptions>>().Value.ToTerms(),
            $"consul:{provider.GetRequiredService<IOptions<ConsulOptions>>().Value.Datacenter}"));
        services.TryAddSingleton<ImportWriter>();
        services.AddSingleton<ConsulImporter>();
        services.AddSingleton<ITickPart>(provider => provider.GetRequiredService<ConsulImporter>());
        return services.AddSingleton(provider => new ConsulDirection("import", provider.GetRequiredService<ConsulImporter>().State));
    }

    private static IServiceCollection AddExport(this IServiceCollection services)
    {
        services.AddSingleton<ConsulAgent>();
        services.AddSingleton<ConsulExporter>();
        services.AddSingleton<ITickPart>(provider => provider.GetRequiredService<ConsulExporter>());
        return services.AddSingleton(provider => new ConsulDirection("export", provider.GetRequiredService<ConsulExporter>().State));
    }

    private static ConsulClient Connect(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<ConsulOptions>>().Value;
        return new ConsulClient(
            configuration =>
            {
                configuration.Address = options.Address;
                configuration.Token = options.Token.Length == 0 ? null : options.Token;
            },
            http => http.Timeout = options.Timeout);
    }
}
