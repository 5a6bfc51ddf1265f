using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Functions.Ticking;
using ToskaMesh.Probing;
using ToskaMesh.Shared.Health;

namespace ToskaMesh.Functions.Probing;

internal static class ProbingServiceCollectionExtensions
{
    /// <summary>Who probes, and the control plane's own probing.</summary>
    public static IServiceCollection AddProbing(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<HealthOptions>().Bind(configuration.GetSection(HealthOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HealthOptions>, HealthOptionsValidator>());
        services.AddInstanceProbing(TermsOf);
        services.TryAddSingleton<IInstanceProber, ControlPlaneProber>();
        services.TryAddSingleton<ProbeBulkheads>();
        services.AddSingleton<IInstanceProbes, InstanceProbes>();
        services.AddSingleton<RecentLooks>();
        services.TryAddSingleton<IProbeOnSuspicion, ProbeSuspects>();
        services.AddSingleton<ITickPart, LookAgain>();
        services.AddSingleton<IProbeSweep, ProbeSweep>();
        services.AddSingleton<ProbeSweepStart>();
        return services;
    }

    // By the same rules as registrations: what was registered under older ones is not dialled either.
    private static DialTerms TermsOf(IServiceProvider provider)
    {
        var terms = provider.GetRequiredService<IOptions<MeshOptions>>().Value.ToTerms();
        return new DialTerms(terms.Addresses, terms.OwnPorts, provider.GetRequiredService<IOptions<HealthOptions>>().Value.CaFile);
    }
}
