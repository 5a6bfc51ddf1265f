using Microsoft.Extensions.DependencyInjection;

namespace ToskaMesh.Functions.Store;

/// <summary>The command <c>migrate</c>: makes the store ready before the app starts.</summary>
internal static class StoreMigration
{
    /// <returns>The names of the migrations that were applied, in order; none when the store was up to date.</returns>
    /// <exception cref="ToskaMesh.Shared.Registry.StoreUnavailableException">The store cannot be used; the message says why.</exception>
    public static Task<IReadOnlyList<string>> RunAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        StoreFailures.TranslateAsync(() => services.GetRequiredService<IStorePreparation>().MigrateAsync(cancellationToken));
}
