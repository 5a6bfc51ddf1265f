using System.Security.Cryptography;

namespace ToskaMesh.Gateway.Balancing;

/// <summary>One generator per thread, so that no two requests wait for each other.</summary>
internal sealed class ThreadRandomSource : IRandomSource, IDisposable
{
    private readonly ThreadLocal<Random> _random = new(() => new Random(RandomNumberGenerator.GetInt32(int.MaxValue)));

    public long Next(long exclusiveMax) => _random.Value!.NextInt64(exclusiveMax);

    public void Dispose() => _random.Dispose();
}
