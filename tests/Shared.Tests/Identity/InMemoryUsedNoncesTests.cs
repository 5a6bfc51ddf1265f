using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Identity.External;
using ToskaMesh.Testing.Identity;

namespace ToskaMesh.Shared.Tests.Identity;

public sealed class InMemoryUsedNoncesTests : UsedNoncesContract
{
    protected override ValueTask<IUsedNonces> CreateAsync(FakeTimeProvider time) => ValueTask.FromResult<IUsedNonces>(new InMemoryUsedNonces(time));
}
