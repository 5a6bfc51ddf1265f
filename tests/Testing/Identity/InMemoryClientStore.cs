using System.Collections.Concurrent;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Clients;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Testing.Identity;

public sealed class InMemoryClientStore(TimeProvider time) : IClientStore
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, StoredClient> _clients = new(StringComparer.Ordinal);

    /// <summary>What was recorded of the changes.</summary>
    public ConcurrentQueue<SecurityEvent> Happened { get; } = new();

    /// <summary>The sessions that the changes revoked.</summary>
    public ConcurrentQueue<string> Revoked { get; } = new();

    public Task<StoredClient?> FindAsync(string id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_clients.GetValueOrDefault(id));
        }
    }

    public Task<Page<StoredClient>> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var rest = _clients.Values.Where(client => page.After is null || string.CompareOrdinal(client.Id, page.After) > 0).ToList();
            var shown = rest.Take(page.Limit).ToList();
            return Task.FromResult(new Page<StoredClient>(shown, rest.Count > page.Limit ? shown[^1].Id : null));
        }
    }

    public Task AddAsync(StoredClient client, SecurityEvent happened, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_clients.Count >= StoredClient.MaxCount)
            {
                throw new TooManyClientsException();
            }

            _clients.Add(client.Id, client);
            Happened.Enqueue(happened);
            return Task.CompletedTask;
        }
    }

    public Task<bool> DeleteAsync(string id, SecurityEvent happened, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_clients.Remove(id, out var client) && Revoke(client.SessionId, happened));
        }
    }

    public Task<bool> RenewSessionAsync(string id, string sessionId, SecurityEvent happened, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_clients.TryGetValue(id, out var client) || client.SessionId != sessionId)
            {
                return Task.FromResult(false);
            }

            _clients[id] = client with { SessionId = Guid.CreateVersion7(time.GetUtcNow()).ToString() };
            return Task.FromResult(Revoke(sessionId, happened));
        }
    }

    private bool Revoke(string sessionId, SecurityEvent happened)
    {
        Revoked.Enqueue(sessionId);
        Happened.Enqueue(happened);
        return true;
    }
}
