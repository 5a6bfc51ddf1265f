using System.Collections.Concurrent;
using ToskaMesh.Shared.Identity.External;

namespace ToskaMesh.Testing.Identity;

/// <summary>Used nonces in memory.</summary>
public sealed class InMemoryUsedNonces(TimeProvider time) : IUsedNonces
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _nonces = new(StringComparer.Ordinal);

    public Task<bool> TryUseAsync(string name, DateTimeOffset until, CancellationToken cancellationToken) => Task.FromResult(_nonces.TryAdd(name, until));

    public Task PurgeAsync(CancellationToken cancellationToken)
    {
        foreach (var pair in _nonces.Where(pair => pair.Value <= time.GetUtcNow()))
        {
            _nonces.TryRemove(pair);
        }

        return Task.CompletedTask;
    }
}
