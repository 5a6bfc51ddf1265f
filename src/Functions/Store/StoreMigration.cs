using ToskaMesh.Functions.Profile;

namespace ToskaMesh.Functions.Store;

internal sealed class StoreMigration(IStorePreparation preparation) : IMigration
{
    public string Part => "store";

    public Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken) =>
        StoreFailures.TranslateAsync(() => preparation.MigrateAsync(cancellationToken));
}
