using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using ToskaMesh.Emulator.Host.Routing;
using ToskaMesh.Emulator.Host.Settings;
using ToskaMesh.Emulator.Host.Triggers;
using ToskaMesh.Emulator.Worker.Definition;

namespace ToskaMesh.Emulator.Host.Discovery;

/// <summary>Finds the functions once at start and connects each with its trigger. One that cannot run is put in error.</summary>
internal sealed partial class FunctionLoader(
    LocalHostSetup setup,
    HostSettings host,
    FunctionDescriptors descriptors,
    TriggerListeners listeners,
    IConfiguration settings,
    ILogger<FunctionLoader> logger)
{
    private readonly FunctionCatalog _catalog = new();
    private readonly RouteParser _routes = new(host.RoutePrefix);

    /// <exception cref="InvalidOperationException">The official build would refuse these functions.</exception>
    public LoadedFunctions Load()
    {
        foreach (var method in FunctionMethods.Missed(setup.Types))
        {
            Log.Missed(logger, method.DeclaringType!, method.Name);
        }

        var routes = FunctionMethods.Find(setup.Types).Select(Connect).OfType<FunctionRoute>().ToList();
        return new LoadedFunctions(_catalog, new RouteTable(routes), listeners);
    }

    /// <returns>The route of an HTTP function; null for another one, or for one in error.</returns>
    private FunctionRoute? Connect(FunctionMethod method)
    {
        try
        {
            var function = descriptors.Describe(method);
            var route = Connect(function);
            _catalog.Add(function);
            return route;
        }
        catch (FunctionErrorException error)
        {
            Log.InError(logger, method.Name, error.Message);
            _catalog.Fail(method.Name, error.Message);
            return null;
        }
    }

    private FunctionRoute? Connect(FunctionDescriptor function)
    {
        if (function.Trigger is HttpTriggerAttribute)
        {
            return _routes.Parse(function);
        }

        listeners.Add(function, DisabledFunctions.Contains(function.Name, settings));
        return null;
    }
}
