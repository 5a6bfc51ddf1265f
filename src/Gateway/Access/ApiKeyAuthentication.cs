using System.Collections.Frozen;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Gateway.Access;

/// <summary>Tells whether a request carries a valid API key, from the credentials document alone.</summary>
internal sealed class ApiKeyAuthentication(TimeProvider timeProvider)
{
    private volatile FrozenDictionary<string, PublishedApiKey> _keys = FrozenDictionary<string, PublishedApiKey>.Empty;

    public void Use(IReadOnlyList<PublishedApiKey> keys) =>
        _keys = keys.ToFrozenDictionary(key => key.Id, StringComparer.Ordinal);

    /// <returns>The id of the key; null when there is none, or none that is valid.</returns>
    public string? Authenticate(IHeaderDictionary headers) =>
        headers.TryGetValue(ApiKey.Header, out var values)
        && values.Count == 1
        && ApiKey.TryParse(values[0], out var key)
        && _keys.TryGetValue(key.Id, out var published)
        && published.Accepts(key, timeProvider.GetUtcNow())
            ? published.Id
            : null;
}
