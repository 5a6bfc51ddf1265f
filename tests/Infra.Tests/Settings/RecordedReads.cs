using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace ToskaMesh.Infra.Tests.Settings;

/// <summary>A source of settings that remembers what was asked of it, and says that all of them are there, with one element in each list: a binder looks no further where a section has nothing.</summary>
internal sealed class RecordedReads(IReadOnlyDictionary<string, string> values, IEnumerable<string> elements) : IConfigurationSource, IConfigurationProvider
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly ILookup<string, string> _elements = elements.ToLookup(path => path[..path.LastIndexOf(':')], path => path[(path.LastIndexOf(':') + 1)..], StringComparer.OrdinalIgnoreCase);

    public IReadOnlyCollection<string> Names => _names;

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public bool TryGet(string key, out string? value)
    {
        lock (_names)
        {
            _names.Add(key);
        }

        return values.TryGetValue(key, out value);
    }

    public IEnumerable<string> GetChildKeys(IEnumerable<string> earlierKeys, string? parentPath) =>
        parentPath is null ? earlierKeys : earlierKeys.Concat(_elements[parentPath]);

    public void Set(string key, string? value)
    {
    }

    public IChangeToken GetReloadToken() => new CancellationChangeToken(CancellationToken.None);

    public void Load()
    {
    }
}
