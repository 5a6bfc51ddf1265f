namespace ToskaMesh.Functions.Store;

/// <summary>Looks at the store itself, for <c>/health/ready</c>.</summary>
internal interface IStoreHealth
{
    /// <summary>Asks the store, not a cache; also notices that its file was deleted or replaced under the running process.</summary>
    /// <returns>What is wrong, for people; null when the store works.</returns>
    Task<string?> CheckAsync(CancellationToken cancellationToken);
}
