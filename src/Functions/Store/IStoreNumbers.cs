namespace ToskaMesh.Functions.Store;

/// <summary>Where one batch gets its numbers from: those of revisions and of places in the outbox.</summary>
internal interface IStoreNumbers
{
    /// <summary>
    /// A number that no write had before, above <paramref name="floor"/>, the last one of the row that it is for. For
    /// different rows numbers need not be in the order of commits. A write that fails leaves a gap.
    /// </summary>
    ValueTask<long> DrawAsync(long floor, CancellationToken cancellationToken);

    /// <summary>Numbers that were drawn for this batch in another way.</summary>
    void Take(IReadOnlyList<long> numbers);

    /// <summary>Before the rows of the batch are sent for the last time.</summary>
    ValueTask NoteDrawnAsync(CancellationToken cancellationToken);
}
