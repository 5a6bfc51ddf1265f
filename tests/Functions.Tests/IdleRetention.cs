using ToskaMesh.Functions.Messaging;

namespace ToskaMesh.Functions.Tests;

/// <summary>Of stores in memory, which a test outlives.</summary>
internal sealed class IdleRetention : IMessageRetention
{
    public Task SweepAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
