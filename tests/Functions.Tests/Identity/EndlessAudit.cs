using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Tests.Identity;

/// <summary>An audit that has always more to forget.</summary>
internal sealed class EndlessAudit : ISecurityAudit
{
    public int Purges { get; private set; }

    public Task AppendAsync(SecurityEvent happened, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Page<SecurityEvent>> ListAsync(AuditFilter filter, PageRequest page, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> PurgeAsync(CancellationToken cancellationToken)
    {
        Purges++;
        return Task.FromResult(true);
    }
}
