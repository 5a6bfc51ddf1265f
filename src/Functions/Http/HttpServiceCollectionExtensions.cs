using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Functions.OpenApi;

namespace ToskaMesh.Functions.Http;

internal static class HttpServiceCollectionExtensions
{
    /// <summary>What every HTTP function shares. Throws when one does not say who may call it.</summary>
    public static IServiceCollection AddHttp(this IServiceCollection services)
    {
        services.AddSingleton(new HttpFunctions(Assembly.GetExecutingAssembly().GetExportedTypes()));
        services.AddSingleton<CorrelationMiddleware>();
        services.AddSingleton<FailureMiddleware>();
        services.AddSingleton<BodyLimitMiddleware>();
        services.AddSingleton<OpenApiDocument>();
        return services;
    }
}
