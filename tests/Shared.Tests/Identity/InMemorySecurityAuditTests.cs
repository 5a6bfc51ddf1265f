using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Testing.Identity;

namespace ToskaMesh.Shared.Tests.Identity;

public sealed class InMemorySecurityAuditTests : SecurityAuditContract
{
    protected override ValueTask<ISecurityAudit> CreateAsync(FakeTimeProvider time) => ValueTask.FromResult<ISecurityAudit>(new InMemorySecurityAudit(time));
}
