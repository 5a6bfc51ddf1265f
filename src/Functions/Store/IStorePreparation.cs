namespace ToskaMesh.Functions.Store;

/// <summary>Makes a store fit for this build, or finds out why it is not.</summary>
internal interface IStorePreparation
{
    /// <summary>Checks the schema; the embedded store's one process migrates it, too.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Creates or migrates the store, whatever the profile: the work of <c>toska migrate</c>.</summary>
    /// <returns>The migrations that were applied; none when it was up to date.</returns>
    Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken);
}
