using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.Routing;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Profile;

/// <summary><c>dotnet ToskaMesh.Functions.dll migrate</c>: makes what the app needs and ends. No Functions host is involved.</summary>
internal static class MigrateCommand
{
    /// <returns>The exit code: 0 when all of it is there now, 1 when a part could not be prepared.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(args);
        builder.Configuration.AddShortNames();
        builder.Services
            .AddMeshOptions(builder.Configuration)
            .AddMeshStore(builder.Configuration)
            .AddDocuments(builder.Configuration)
            .AddEventBus(builder.Configuration);
        using var host = builder.Build();
        try
        {
            // One after the other: what a later part needs, an earlier one has made.
            foreach (var migration in host.Services.GetServices<IMigration>())
            {
                await RunAsync(migration);
            }

            return 0;
        }
        catch (Exception exception)
        {
            // Each part fails in its own library's words; people need the words, not the trace.
            await Console.Error.WriteLineAsync(exception.Message);
            if (exception is StoreUnavailableException { InnerException: { } cause })
            {
                // Which host, or which file: not for callers of the app, but for who runs this.
                await Console.Error.WriteLineAsync(cause.Message);
            }

            return 1;
        }
    }

    private static async Task RunAsync(IMigration migration)
    {
        var made = await migration.RunAsync(CancellationToken.None);
        Console.WriteLine(made.Count == 0 ? $"The {migration.Part} is up to date." : $"Applied to the {migration.Part}: {string.Join(", ", made)}");
    }
}
