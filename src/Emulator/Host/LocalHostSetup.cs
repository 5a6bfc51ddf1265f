using System.Net;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using ToskaMesh.Emulator.Host.Logging;
using ToskaMesh.Emulator.Host.Settings;
using ToskaMesh.Emulator.Worker.Builder;

namespace ToskaMesh.Emulator.Host;

/// <summary>What a local host is started with.</summary>
internal sealed class LocalHostSetup
{
    public string[] Args { get; init; } = [];

    /// <summary>Where <c>host.json</c> and <c>local.settings.json</c> are.</summary>
    public required string ContentRoot { get; init; }

    /// <summary>The classes that may hold functions.</summary>
    public required IReadOnlyList<Type> Types { get; init; }

    /// <summary>Settings that win over files and environment.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>0 for any free port.</summary>
    public int Port { get; init; } = LaunchArguments.DefaultPort;

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    public static LocalHostSetup For(string[] args, Assembly functions)
    {
        var arguments = LaunchArguments.Parse(args);
        return new LocalHostSetup
        {
            Args = args,
            ContentRoot = Path.GetDirectoryName(functions.Location) is { Length: > 0 } folder ? folder : AppContext.BaseDirectory,
            Types = functions.GetTypes(),
            Address = arguments.Address,
            Port = arguments.Port,
        };
    }

    public HostApplicationBuilder CreateApplication(WorkerPipeline pipeline)
    {
        var application = new HostApplicationBuilder(new HostApplicationBuilderSettings
        {
            Args = Args,
            ContentRootPath = ContentRoot,
            EnvironmentName = EnvironmentName(),
        });
        LocalSettings.AddTo(application.Configuration, ContentRoot);
        application.Configuration.AddInMemoryCollection(Settings);
        application.Logging.UseHostConsole();
        application.Services.AddWorker(pipeline);
        application.Services.AddLocalHost(this);
        return application;
    }

    /// <summary>A local host is for development unless it is told otherwise, as the Functions tools have it.</summary>
    private static string EnvironmentName() =>
        Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT")
        ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
        ?? Environments.Development;
}
