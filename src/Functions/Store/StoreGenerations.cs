namespace ToskaMesh.Functions.Store;

/// <summary>
/// Numbers that are part of the keys of kept reads. A transaction that touched a topic raises its number when it ends, so
/// that what was read before, and what is being read at that moment, is not found any more: what this process changed
/// counts at once.
/// </summary>
internal sealed class StoreGenerations
{
    private readonly long[] _numbers = new long[Enum.GetValues<StoreTopic>().Length];

    public long Of(StoreTopic topic) => Interlocked.Read(ref _numbers[(int)topic]);

    public void Raise(IEnumerable<StoreTopic> topics)
    {
        foreach (var topic in topics)
        {
            Interlocked.Increment(ref _numbers[(int)topic]);
        }
    }
}
