using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

/// <summary>Adds up the metadata of instances one by one; of the keys and of a key's values it keeps the first in order, as many as are told.</summary>
internal sealed class MetadataSummary
{
    private readonly SortedList<string, (int Count, SortedSet<string> Values)> _keys = new(StringComparer.Ordinal);
    private int _instances;
    private bool _more;

    public void Add(IReadOnlyDictionary<string, string> metadata)
    {
        _instances++;
        foreach (var (key, value) in metadata)
        {
            var (count, values) = _keys.TryGetValue(key, out var known) ? known : (0, new SortedSet<string>(StringComparer.Ordinal));
            values.Add(value);
            if (values.Count > MetadataKey.MaxValues)
            {
                values.Remove(values.Max!);
            }

            _keys[key] = (count + 1, values);
        }

        // A key that is dropped stays behind all that are kept, so the counts of those are right.
        while (_keys.Count > MetadataKey.MaxKeys)
        {
            _keys.RemoveAt(_keys.Count - 1);
            _more = true;
        }
    }

    public ServiceMetadata Describe(ServiceName service, DateTimeOffset now) => new(
        service,
        _instances,
        now,
        [.. _keys.Select(pair => new MetadataKey(pair.Key, pair.Value.Count, [.. pair.Value.Values]))],
        _more);
}
