namespace ToskaMesh.Functions.Store;

/// <param name="Pending">Known to this build and not applied to the store.</param>
/// <param name="Unknown">Applied to the store and unknown to this build: a newer one was here.</param>
internal sealed record SchemaDifference(IReadOnlyList<string> Pending, IReadOnlyList<string> Unknown);
