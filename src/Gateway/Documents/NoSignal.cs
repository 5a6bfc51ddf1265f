namespace ToskaMesh.Gateway.Documents;

/// <summary>For documents whose changes nobody tells: they are polled.</summary>
internal sealed class NoSignal : IChangeSignal
{
    public IDisposable OnChange(string name, Action changed) => NotWatching.Instance;
}
