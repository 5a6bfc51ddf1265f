using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ToskaMesh.Emulator.Durable.Client;
using ToskaMesh.Emulator.Durable.Dispatch;
using ToskaMesh.Emulator.Host.Http;
using ToskaMesh.Emulator.Host.Keys;
using ToskaMesh.Emulator.Host.Settings;
using ToskaMesh.Emulator.Host.Triggers;

namespace ToskaMesh.Emulator.Host.Durable;

/// <summary>The services of orchestrations.</summary>
internal static class DurableServices
{
    public static void AddDurable(this IServiceCollection services, TimeProvider timeProvider)
    {
        services.AddSingleton<WorkerDataConverter>();
        services.AddSingleton<DurableFunctions>();
        services.AddSingleton<ITriggerListenerFactory>(s => s.GetRequiredService<DurableFunctions>());
        services.AddSingleton(s => new DurableParts(
            s.GetRequiredService<DurableFunctions>(),
            s.GetRequiredService<DurableFunctions>(),
            s.GetRequiredService<WorkerDataConverter>(),
            s.GetRequiredService<HostSettings>().FunctionTimeout,
            timeProvider,
            s.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton(s => new DurableEngine(
            s.GetRequiredService<DurableParts>(),
            s.GetRequiredService<HostSettings>().Durable,
            s.GetRequiredService<HostSettings>().DataDirectory,
            s.GetRequiredService<ILogger<DurableEngine>>()));
        services.AddSingleton<DurableHost>();
        services.AddSingleton(s => new EmulatedDurableTaskClient(
            s.GetRequiredService<DurableEngine>(), s.GetRequiredService<WorkerDataConverter>(), s.GetRequiredService<IManagementAddresses>()));
        services.AddSingleton(s => SystemKey.Of(
            s.GetRequiredService<IConfiguration>(), s.GetRequiredService<HostSettings>().DataDirectory));
        services.AddSingleton<IManagementAddresses>(s => new ManagementAddresses(
            s.GetRequiredService<HttpServer>(), s.GetRequiredService<SystemKey>(), s.GetRequiredService<HostSettings>().Durable.Hub));
        services.AddSingleton<InstanceEndpoints>();
        services.AddSingleton<InstanceListEndpoints>();
        services.AddSingleton<DurableWebhooks>();
    }
}
