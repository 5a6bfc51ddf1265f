using System.Collections.Frozen;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Gateway.Access;

/// <summary>Recognises callers by API keys, from the credentials document alone.</summary>
internal sealed class ApiKeyAuthentication(TimeProvider timeProvider)
{
    private volatile FrozenDictionary<string, KnownKey> _keys = FrozenDictionary<string, KnownKey>.Empty;

    public void Use(IReadOnlyList<PublishedApiKey> keys) => _keys = keys
        .Select(key => new KnownKey(key, MeshCaller.Of(key)))
        .ToFrozenDictionary(known => known.Key.Id, StringComparer.Ordinal);

    /// <returns>Null when the key is not valid.</returns>
    public MeshCaller? Authenticate(string? text) =>
        ApiKey.TryParse(text, out var key)
        && _keys.TryGetValue(key.Id, out var known)
        && known.Key.Accepts(key, timeProvider.GetUtcNow())
            ? known.Caller
            : null;

    private sealed record KnownKey(PublishedApiKey Key, MeshCaller Caller);
}
