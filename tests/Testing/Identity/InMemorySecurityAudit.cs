using System.Collections.Concurrent;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Testing.Identity;

/// <summary>The audit in memory.</summary>
public sealed class InMemorySecurityAudit(TimeProvider time) : ISecurityAudit
{
    private static readonly TimeSpan Retention = TimeSpan.FromDays(365);

    private readonly ConcurrentDictionary<string, SecurityEvent> _events = new(StringComparer.Ordinal);

    public Task AppendAsync(SecurityEvent happened, CancellationToken cancellationToken)
    {
        _events[Position(happened)] = happened;
        return Task.CompletedTask;
    }

    public Task<Page<SecurityEvent>> ListAsync(AuditFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var rest = _events.OrderByDescending(pair => pair.Key, StringComparer.Ordinal)
            .Where(pair => page.After is null || string.CompareOrdinal(pair.Key, page.After) < 0)
            .Where(pair => Fits(filter, pair.Value)).ToList();
        var shown = rest.Take(page.Limit).ToList();
        return Task.FromResult(new Page<SecurityEvent>([.. shown.Select(pair => pair.Value)], rest.Count > page.Limit ? shown[^1].Key : null));
    }

    public Task PurgeAsync(CancellationToken cancellationToken)
    {
        foreach (var pair in _events.Where(pair => pair.Value.At < time.GetUtcNow() - Retention))
        {
            _events.TryRemove(pair);
        }

        return Task.CompletedTask;
    }

    private static string Position(SecurityEvent happened) => $"{happened.At.UtcTicks:D19}-{happened.Id:n}";

    private static bool Fits(AuditFilter filter, SecurityEvent happened) =>
        (filter.Action is null || filter.Action == happened.Action)
        && (filter.Actor is null || filter.Actor == happened.Actor)
        && (filter.Target is null || filter.Target == happened.Target)
        && !(happened.At < filter.From)
        && !(happened.At >= filter.To);
}
