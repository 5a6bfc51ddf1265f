using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.Registry;

namespace ToskaMesh.Functions.Store;

/// <summary>
/// What the writes of one batch share. The context tracks rows for the whole batch and looks for changes only where
/// a write tells it to, since searching all rows for each write would make a batch quadratic.
/// </summary>
internal sealed class StoreTransaction
{
    private readonly IStoreNumbers _numbers;
    private readonly Dictionary<(string Consumer, Guid EventId), RecordedEvent> _recorded = [];
    private readonly HashSet<StoreTopic> _touched = [];
    private MeshStateRow? _state;
    private bool _isStateLocked;

    /// <param name="writes">About how many numbers the batch will draw.</param>
    public StoreTransaction(MeshDbContext context, DateTimeOffset now, int writes)
    {
        (Context, Now, Registry) = (context, now, new RegistryRows(context));
        _numbers = context.Numbers(this, writes);
    }

    public MeshDbContext Context { get; }

    public RegistryRows Registry { get; }

    /// <summary>One time for the whole batch.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>See <see cref="Touch"/>.</summary>
    public IReadOnlyCollection<StoreTopic> Touched => _touched;

    /// <summary>The state, for writes that do not change it.</summary>
    public ValueTask<MeshStateRow> StateAsync(CancellationToken cancellationToken) =>
        _state is null ? new ValueTask<MeshStateRow>(LoadStateAsync(Context.State, cancellationToken)) : ValueTask.FromResult(_state);

    /// <summary>The state, which nobody else changes until the batch is committed.</summary>
    public async ValueTask<MeshStateRow> LockStateAsync(CancellationToken cancellationToken)
    {
        if (_state is not null && !_isStateLocked)
        {
            // Others may have changed it since.
            Context.Entry(_state).State = EntityState.Detached;
        }

        if (!_isStateLocked)
        {
            await LoadStateAsync(Context.State.Locked(), cancellationToken);
            _isStateLocked = true;
        }

        return _state!;
    }

    /// <summary>What was kept of the topic counts no longer once the batch ends.</summary>
    public void Touch(StoreTopic topic) => _touched.Add(topic);

    public void SaveState() => Context.Entry(_state!).DetectChanges();

    /// <inheritdoc cref="IStoreNumbers.DrawAsync"/>
    public ValueTask<long> DrawAsync(long floor, CancellationToken cancellationToken) => _numbers.DrawAsync(floor, cancellationToken);

    /// <summary>Notes an event and writes its row with the rest of the batch, once, however often it is recorded.</summary>
    public RecordedEvent Record(InboxRow note, ServiceEventRow row)
    {
        var recorded = new RecordedEvent(note, row);
        if (!_recorded.TryAdd((note.Consumer, note.EventId), recorded))
        {
            recorded.IsNew = false;
        }

        return recorded;
    }

    /// <summary>Loads what the writes will ask for. In one order, the same for every batch: the state, then instances by id.</summary>
    public async Task PrefetchAsync(IReadOnlyList<StoreKeys> keys, CancellationToken cancellationToken)
    {
        var wanted = new RowsWanted(keys);
        if (wanted.AsksNothing)
        {
            return;
        }

        var found = await Context.OpenAsync(wanted, cancellationToken);
        (_state, _isStateLocked) = (found.State, found.State is not null && wanted.LocksState);
        _numbers.Take(found.Numbers);
        if (wanted.LocksState)
        {
            await LockStateAsync(cancellationToken);
        }

        Registry.Know(wanted, found.Instances, found.Services);
        await Registry.PrefetchTombstonesAsync(wanted.Leaving, cancellationToken);
    }

    /// <summary>Sends what is left to send.</summary>
    public Task SendAsync(CancellationToken cancellationToken) => SendAsync(commits: null, cancellationToken);

    /// <summary>Sends what is left to send, and makes all of it durable.</summary>
    public Task CommitAsync(IDbContextTransaction transaction, CancellationToken cancellationToken) => SendAsync(transaction, cancellationToken);

    /// <summary>After a savepoint was rolled back: what was to be sent is forgotten, too.</summary>
    public void RolledBack()
    {
        Forget();
        _recorded.Clear();
    }

    /// <summary>
    /// After changes that went past the tracked rows: everything is loaded again. What neighbours in the batch recorded
    /// is still to be sent.
    /// </summary>
    public void Forget()
    {
        Context.ChangeTracker.Clear();
        Registry.Forget();
        (_state, _isStateLocked) = (null, false);
    }

    private async Task SendAsync(IDbContextTransaction? commits, CancellationToken cancellationToken)
    {
        await _numbers.NoteDrawnAsync(cancellationToken);
        await Context.SendAsync(_recorded.Values, commits, cancellationToken);
        _recorded.Clear();
    }

    private async Task<MeshStateRow> LoadStateAsync(IQueryable<MeshStateRow> state, CancellationToken cancellationToken) =>
        _state = await state.SingleAsync(cancellationToken);
}
