using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ToskaMesh.Emulator.Host.Admin;
using ToskaMesh.Emulator.Host.Discovery;
using ToskaMesh.Emulator.Host.Durable;
using ToskaMesh.Emulator.Host.Http;
using ToskaMesh.Emulator.Host.Keys;
using ToskaMesh.Emulator.Host.Outputs;
using ToskaMesh.Emulator.Host.Queues;
using ToskaMesh.Emulator.Host.Settings;
using ToskaMesh.Emulator.Host.Timers;
using ToskaMesh.Emulator.Host.Triggers;
using ToskaMesh.Emulator.Worker.Builder;
using ToskaMesh.Emulator.Worker.Invocation;

namespace ToskaMesh.Emulator.Host;

/// <summary>The services of the local host. All are internal types, so that an application cannot come to rely on one.</summary>
internal static class LocalHostServices
{
    public static void AddLocalHost(this IServiceCollection services, LocalHostSetup setup)
    {
        services.AddSingleton(setup);
        services.AddSingleton(s => HostSettings.Read(setup.ContentRoot, s.GetRequiredService<IConfiguration>()));
        services.AddSingleton(s => HostIdentity.Of(
            s.GetRequiredService<IConfiguration>(), s.GetRequiredService<IHostEnvironment>().ApplicationName));
        services.AddInvocations(setup.TimeProvider);
        services.AddTimers(setup.TimeProvider);
        services.AddQueues(setup.TimeProvider);
        services.AddDurable(setup.TimeProvider);
        services.AddFunctions();
        services.AddHttp(setup);
        services.AddSingleton<LocalHost>();
        services.AddHostedService(s => s.GetRequiredService<LocalHost>());
    }

    private static void AddInvocations(this IServiceCollection services, TimeProvider timeProvider)
    {
        services.AddSingleton<RunningInvocations>();
        services.AddSingleton<FunctionExecution>();
        services.AddSingleton(s => new InvocationPipeline(
            s.GetRequiredService<WorkerPipeline>().Around(s.GetRequiredService<FunctionExecution>().ExecuteAsync)));
        services.AddSingleton<IFunctionInvoker>(s => new FunctionInvoker(
            s.GetRequiredService<InvocationPipeline>().Run,
            s.GetRequiredService<IServiceScopeFactory>(),
            s.GetRequiredService<RunningInvocations>(),
            s.GetRequiredService<HostSettings>().FunctionTimeout,
            timeProvider,
            s.GetRequiredService<ILogger<FunctionInvoker>>()));
    }

    private static void AddFunctions(this IServiceCollection services)
    {
        services.AddSingleton<BindingTexts>();
        services.AddSingleton<OutputSenders>();
        services.AddSingleton<FunctionDescriptors>();
        services.AddSingleton<TriggerListeners>();
        services.AddSingleton<FunctionLoader>();
        services.AddSingleton(s => s.GetRequiredService<FunctionLoader>().Load());
        services.AddSingleton(s => s.GetRequiredService<LoadedFunctions>().Catalog);
        services.AddSingleton(s => s.GetRequiredService<LoadedFunctions>().Routes);
    }

    private static void AddHttp(this IServiceCollection services, LocalHostSetup setup)
    {
        services.AddSingleton(s => HostKeys.Of(s.GetRequiredService<IConfiguration>(), s.GetRequiredService<HostSettings>().DataDirectory));
        services.AddSingleton(s => new RequestReader(s.GetRequiredService<HostSettings>().RequestBodyLimit));
        services.AddSingleton<ResponseWriter>();
        services.AddSingleton<HttpFunctions>();
        services.AddSingleton<ManualStarts>();
        services.AddSingleton<FunctionEndpoints>();
        services.AddSingleton(s => new HostStatusEndpoint(
            s.GetRequiredService<FunctionCatalog>(), s.GetRequiredService<HostIdentity>(), setup.TimeProvider));
        services.AddSingleton<AdminApi>();
        services.AddSingleton<HostApplication>();
        services.AddSingleton(s => new HttpServer(
            new IPEndPoint(setup.Address, setup.Port), s.GetRequiredService<ILoggerFactory>()));
    }
}
