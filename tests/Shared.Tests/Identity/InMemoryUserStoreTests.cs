using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Identity.Users;
using ToskaMesh.Testing.Identity;

namespace ToskaMesh.Shared.Tests.Identity;

public sealed class InMemoryUserStoreTests : UserStoreContract
{
    protected override ValueTask<IUserStore> CreateAsync(FakeTimeProvider time) => ValueTask.FromResult<IUserStore>(new InMemoryUserStore(time));
}
