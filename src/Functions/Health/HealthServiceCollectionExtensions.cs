using Microsoft.Extensions.DependencyInjection;

namespace ToskaMesh.Functions.Health;

internal static class HealthServiceCollectionExtensions
{
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<IHealthPart, ProcessPart>();
        services.AddSingleton<IHealthPart, StorePart>();
        services.AddSingleton<IHealthPart, DocumentsPart>();
        services.AddSingleton<IHealthPart, OutboxPart>();
        services.AddSingleton<IHealthPart, TokensPart>();
        services.AddSingleton<HealthParts>();
        return services;
    }
}
