using ToskaMesh.Gateway.Documents;

namespace ToskaMesh.Gateway.Tests.Fixtures;

/// <summary>Documents whose changes nobody tells.</summary>
internal sealed class NoSignal : IChangeSignal
{
    public IDisposable OnChange(string name, Action changed) => NotWatching.Instance;
}
