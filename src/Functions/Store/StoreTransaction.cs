using Microsoft.EntityFrameworkCore;
using ToskaMesh.Functions.Registry;

namespace ToskaMesh.Functions.Store;

/// <summary>
/// What the writes of one batch share. The context tracks rows for the whole batch and looks for changes only where
/// a write tells it to, since searching all rows for each write would make a batch quadratic.
/// </summary>
internal sealed class StoreTransaction(MeshDbContext context, DateTimeOffset now)
{
    private MeshStateRow? _state;
    private long _drawn;

    public MeshDbContext Context { get; } = context;

    public RegistryRows Registry { get; } = new(context);

    /// <summary>One time for the whole batch.</summary>
    public DateTimeOffset Now { get; } = now;

    public ValueTask<MeshStateRow> StateAsync(CancellationToken cancellationToken) =>
        _state is null ? new ValueTask<MeshStateRow>(LoadStateAsync(cancellationToken)) : ValueTask.FromResult(_state);

    /// <summary>The next number of the store, for a revision or a place in the outbox. A write that fails leaves a gap.</summary>
    public async ValueTask<long> DrawAsync(CancellationToken cancellationToken)
    {
        var state = await StateAsync(cancellationToken);
        _drawn = Math.Max(_drawn, state.Revision) + 1;
        return _drawn;
    }

    public void SaveState() => Context.Entry(_state!).DetectChanges();

    /// <summary>The numbers that were drawn are noted once a batch.</summary>
    public async ValueTask NoteDrawnAsync(CancellationToken cancellationToken)
    {
        if (_drawn > 0)
        {
            (await StateAsync(cancellationToken)).Revision = _drawn;
            SaveState();
        }
    }

    /// <summary>After changes that went past the tracked rows, or were rolled back: everything is loaded again.</summary>
    public void Forget()
    {
        Context.ChangeTracker.Clear();
        Registry.Forget();
        _state = null;
    }

    private async Task<MeshStateRow> LoadStateAsync(CancellationToken cancellationToken) =>
        _state = await Context.State.SingleAsync(cancellationToken);
}
