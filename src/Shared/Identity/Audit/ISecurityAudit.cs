using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Identity.Audit;

/// <summary>The record of what happened to identities. What changes something is recorded in the same transaction, not here.</summary>
public interface ISecurityAudit
{
    /// <summary>Records what changed nothing, a failed login for example, and tells the bus.</summary>
    Task AppendAsync(SecurityEvent happened, CancellationToken cancellationToken);

    /// <summary>The newest first.</summary>
    Task<Page<SecurityEvent>> ListAsync(AuditFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Forgets the oldest beyond the retention, a bounded number at a time.</summary>
    /// <returns>Whether there may be more.</returns>
    Task<bool> PurgeAsync(CancellationToken cancellationToken);
}
