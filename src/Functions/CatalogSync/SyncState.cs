namespace ToskaMesh.Functions.CatalogSync;

/// <summary>How one direction of the synchronisation went in this process. A cache: the health part tells it, nothing relies on it.</summary>
internal sealed class SyncState(TimeProvider time)
{
    private volatile Outcome _last = new(null, null, new Dictionary<string, int>());

    private sealed record Outcome(DateTimeOffset? GoodAt, string? Reason, IReadOnlyDictionary<string, int> Figures);

    /// <summary>Null while the last one was good.</summary>
    public string? Reason => _last.Reason;

    public DateTimeOffset? GoodAt => _last.GoodAt;

    public IReadOnlyDictionary<string, int> Figures => _last.Figures;

    /// <returns>Whether it had failed before.</returns>
    public bool Succeed(IReadOnlyDictionary<string, int> figures)
    {
        var before = _last;
        _last = new Outcome(time.GetUtcNow(), null, figures);
        return before.Reason is not null;
    }

    /// <returns>Whether the reason is another one than before: the same again each few seconds is no news.</returns>
    public bool Fail(string reason)
    {
        var before = _last;
        _last = before with { Reason = reason };
        return before.Reason != reason;
    }
}
