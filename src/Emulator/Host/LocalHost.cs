using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ToskaMesh.Emulator.Host.Discovery;
using ToskaMesh.Emulator.Host.Durable;
using ToskaMesh.Emulator.Host.Http;
using ToskaMesh.Emulator.Host.Routing;
using ToskaMesh.Emulator.Host.Settings;
using ToskaMesh.Emulator.Worker.Invocation;

namespace ToskaMesh.Emulator.Host;

/// <summary>
/// Runs the functions for as long as the application runs. It starts before the application's hosted services, and stops
/// before them after the last invocation, as the genuine host with its worker does.
/// </summary>
internal sealed partial class LocalHost(
    IServiceProvider services,
    HostSettings settings,
    HttpServer server,
    DurableHost orchestrations,
    RunningInvocations running,
    ILogger<LocalHost> logger)
    : IHostedLifecycleService
{
    private LoadedFunctions? _functions;

    public Uri Address => server.Address;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(settings.DataDirectory);
        _functions = services.GetRequiredService<LoadedFunctions>();
        await server.StartAsync(services.GetRequiredService<HostApplication>(), cancellationToken);
        foreach (var route in _functions.Routes.Routes)
        {
            Log.Route(logger, route.Function.Name, Methods(route), server.Address, route.Template.TemplateText);
        }

        await _functions.Listeners.StartAsync(cancellationToken);
        orchestrations.Start(_functions.Catalog);
        Log.Started(logger, server.Address, _functions.Catalog.Functions.Count(), _functions.Catalog.Errors.Count);
    }

    /// <summary>Comes before any hosted service is stopped. Takes no more work and lets the running work finish.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (_functions is null)
        {
            return;
        }

        try
        {
            await Task.WhenAll(
                server.StopAsync(cancellationToken),
                _functions.Listeners.StopAsync(cancellationToken),
                orchestrations.StopAsync(cancellationToken));
            await running.IdleAsync(cancellationToken);
            Log.Stopped(logger);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Log.StoppedInTheMiddle(logger);
        }

        // Now nobody is left who could hand in more, and another host may go on.
        await orchestrations.DisposeAsync();
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static string Methods(FunctionRoute route) => route.Methods is { } methods ? string.Join(',', methods).ToUpperInvariant() : "any";
}
