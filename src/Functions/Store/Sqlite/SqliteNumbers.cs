namespace ToskaMesh.Functions.Store.Sqlite;

/// <summary>Counts on from the number in the state's row, which is noted once a batch. There is one writer.</summary>
internal sealed class SqliteNumbers(StoreTransaction transaction) : IStoreNumbers
{
    private long _drawn;

    public async ValueTask<long> DrawAsync(long floor, CancellationToken cancellationToken)
    {
        var state = await transaction.StateAsync(cancellationToken);
        _drawn = Math.Max(_drawn, state.Revision) + 1;
        return _drawn;
    }

    public void Take(IReadOnlyList<long> numbers)
    {
        // Counting costs nothing: none was drawn ahead.
    }

    public async ValueTask NoteDrawnAsync(CancellationToken cancellationToken)
    {
        if (_drawn > 0)
        {
            (await transaction.StateAsync(cancellationToken)).Revision = _drawn;
            transaction.SaveState();
        }
    }
}
