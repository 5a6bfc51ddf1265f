using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Rotation;
using ToskaMesh.Testing.Identity;

namespace ToskaMesh.Shared.Tests.Identity;

public sealed class InMemorySigningKeyStoreTests : SigningKeyStoreContract
{
    protected override ValueTask<(ISigningKeyStore Keys, ISecurityAudit Audit)> CreateAsync(FakeTimeProvider time)
    {
        var audit = new InMemorySecurityAudit();
        return ValueTask.FromResult<(ISigningKeyStore, ISecurityAudit)>((new InMemorySigningKeyStore(time, audit), audit));
    }
}
