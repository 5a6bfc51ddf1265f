namespace ToskaMesh.Functions.Store;

/// <param name="Done">Those whose changes are in the transaction.</param>
/// <param name="Failed">Those that failed by themselves, and left nothing.</param>
internal sealed record StoreBatchResult(IReadOnlyList<StoreWrite> Done, IReadOnlyList<(StoreWrite Write, Exception Failure)> Failed);
