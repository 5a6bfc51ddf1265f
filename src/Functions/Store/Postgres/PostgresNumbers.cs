using Microsoft.EntityFrameworkCore;

namespace ToskaMesh.Functions.Store.Postgres;

/// <summary>
/// Draws from the sequence, for a whole batch at once. Another process may draw higher ones and commit them first, so a
/// number is taken only while the row that it is for is locked, and only above the row's last one; what remains is
/// thrown away with the batch.
/// </summary>
internal sealed class PostgresNumbers(PostgresMeshDbContext context, int writes) : IStoreNumbers
{
    /// <summary>As many as its parameter says.</summary>
    public const string Draw = """SELECT nextval('"Revisions"') FROM generate_series(1, $1)""";

    private readonly Queue<long> _drawn = new();

    public async ValueTask<long> DrawAsync(long floor, CancellationToken cancellationToken)
    {
        while (true)
        {
            while (_drawn.TryDequeue(out var number))
            {
                if (number > floor)
                {
                    return number;
                }
            }

            await DrawBlockAsync(cancellationToken);
        }
    }

    public void Take(IReadOnlyList<long> numbers)
    {
        foreach (var number in numbers)
        {
            _drawn.Enqueue(number);
        }
    }

    public ValueTask NoteDrawnAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    private async Task DrawBlockAsync(CancellationToken cancellationToken)
    {
        var numbers = context.Database
            .SqlQuery<long>($"""SELECT nextval('"Revisions"') AS "Value" FROM generate_series(1, {writes})""")
            .AsAsyncEnumerable().WithCancellation(cancellationToken);
        await foreach (var number in numbers)
        {
            _drawn.Enqueue(number);
        }
    }
}
