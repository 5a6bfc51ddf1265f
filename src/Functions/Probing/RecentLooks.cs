using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Probing;

/// <summary>
/// When this process last looked at an instance that is down. The stored time is a minute old while nothing changes, and
/// would spare nobody. Of so many instances at most: beyond that all are forgotten, and looked at once more.
/// </summary>
internal sealed class RecentLooks
{
    private const int Most = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<InstanceId, DateTimeOffset> _looks = [];

    public DateTimeOffset? Last(InstanceId id)
    {
        lock (_lock)
        {
            return _looks.TryGetValue(id, out var last) ? last : null;
        }
    }

    public void Note(InstanceId id, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_looks.Count >= Most && !_looks.ContainsKey(id))
            {
                _looks.Clear();
            }

            _looks[id] = now;
        }
    }
}
