using ToskaMesh.Functions.Registry;

namespace ToskaMesh.Functions.Tests.Http;

internal sealed class ThrowingAfterCommit : IAfterCommit
{
    public const string Secret = "Password=hunter2";

    public Task RunAsync() => throw new InvalidOperationException(Secret);
}
