using Microsoft.Extensions.Hosting;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Profile;

/// <summary><c>dotnet ToskaMesh.Functions.dll migrate</c>: prepares the store and ends. No Functions host is involved.</summary>
internal static class MigrateCommand
{
    /// <returns>The exit code: 0 when the store has this build's schema now, 1 when it could not be prepared.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(args);
        builder.Configuration.AddShortNames();
        builder.Services.AddMeshOptions(builder.Configuration).AddMeshStore(builder.Configuration);
        using var host = builder.Build();
        try
        {
            var applied = await StoreMigration.RunAsync(host.Services, CancellationToken.None);
            Console.WriteLine(applied.Count == 0 ? "The store is up to date." : $"Applied: {string.Join(", ", applied)}");
            return 0;
        }
        catch (StoreUnavailableException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
