using Microsoft.EntityFrameworkCore;
using ToskaMesh.Functions.Registry;

namespace ToskaMesh.Functions.Store;

/// <summary>
/// What the writes of one batch share. The context tracks rows for the whole batch and looks for changes only where
/// a write tells it to (<see cref="Registry.RegistryRows"/> does), since searching all of them for each write would
/// make a batch quadratic.
/// </summary>
internal sealed class StoreTransaction(MeshDbContext context, DateTimeOffset now)
{
    private MeshStateRow? _state;
    private long _revision;
    private bool _hasDrawn;

    public MeshDbContext Context { get; } = context;

    public RegistryRows Registry { get; } = new(context);

    /// <summary>One time for the whole batch.</summary>
    public DateTimeOffset Now { get; } = now;

    public async ValueTask<MeshStateRow> StateAsync(CancellationToken cancellationToken)
    {
        if (_state is null)
        {
            _state = await Context.State.SingleAsync(cancellationToken);
            _revision = Math.Max(_revision, _state.Revision);
        }

        return _state;
    }

    /// <summary>Rises within a store; a write that fails leaves a gap.</summary>
    public async ValueTask<long> DrawRevisionAsync(CancellationToken cancellationToken)
    {
        await StateAsync(cancellationToken);
        _hasDrawn = true;
        return ++_revision;
    }

    public void SaveState() => Context.Entry(_state!).DetectChanges();

    /// <summary>The numbers that were drawn are noted once a batch.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        if (_hasDrawn)
        {
            var state = await StateAsync(cancellationToken);
            state.Revision = _revision;
            SaveState();
            await Context.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>After a write that failed: nothing of it may stay tracked, so everything is loaded again.</summary>
    public void Forget()
    {
        Context.ChangeTracker.Clear();
        Registry.Forget();
        _state = null;
    }
}
