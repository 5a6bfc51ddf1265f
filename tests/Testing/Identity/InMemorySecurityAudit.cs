using System.Collections.Concurrent;
using System.Globalization;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Testing.Identity;

/// <summary>The audit in memory; without a clock it forgets nothing.</summary>
public sealed class InMemorySecurityAudit(TimeProvider? time = null) : ISecurityAudit
{
    private static readonly TimeSpan Retention = TimeSpan.FromDays(365);

    private readonly ConcurrentQueue<SecurityEvent> _events = new();

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<SecurityEvent> Events => [.. _events];

    public void Add(IEnumerable<SecurityEvent> happened)
    {
        foreach (var one in happened)
        {
            _events.Enqueue(one);
        }
    }

    public Task AppendAsync(SecurityEvent happened, CancellationToken cancellationToken)
    {
        _events.Enqueue(happened);
        return Task.CompletedTask;
    }

    public Task<Page<SecurityEvent>> ListAsync(AuditFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var wanted = _events
            .Where(one => (filter.Action ?? one.Action) == one.Action && (filter.Actor ?? one.Actor) == one.Actor && (filter.Target ?? one.Target) == one.Target)
            .Where(one => !(one.At < filter.From) && !(one.At >= filter.To));
        return Task.FromResult(page.Cut(wanted, Position, descending: true));
    }

    public Task<bool> PurgeAsync(CancellationToken cancellationToken)
    {
        while (time is not null && _events.TryPeek(out var oldest) && oldest.At < time.GetUtcNow() - Retention)
        {
            _events.TryDequeue(out _);
        }

        return Task.FromResult(false);
    }

    private static string Position(SecurityEvent happened) =>
        string.Create(CultureInfo.InvariantCulture, $"{happened.At.UtcTicks:D19}-{happened.Id:n}");
}
