using System.Collections.Concurrent;

namespace ToskaMesh.Emulator.Durable.Dispatch;

/// <summary>
/// Work that the host found when it started. It may be what ended the one before, so each try is counted in the store
/// before it is made; work that came since costs nothing for that.
/// </summary>
internal sealed class RecoveredItems<T>(IEnumerable<T> found)
    where T : notnull
{
    private readonly ConcurrentDictionary<T, bool> _left = new(found.Select(item => KeyValuePair.Create(item, true)));

    /// <returns>Whether it is one, the first time it is asked for.</returns>
    public bool Take(T item) => _left.TryRemove(item, out _);
}
