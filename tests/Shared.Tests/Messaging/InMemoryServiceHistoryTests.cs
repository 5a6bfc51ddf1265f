using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Testing.Messaging;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Shared.Tests.Messaging;

public sealed class InMemoryServiceHistoryTests : ServiceHistoryContract
{
    protected override ValueTask<IServiceHistory> CreateAsync(FakeTimeProvider time) =>
        ValueTask.FromResult<IServiceHistory>(new InMemoryMeshStore(time).History);
}
