namespace ToskaMesh.Emulator.Queues;

/// <summary>A connection to a broker with what it was made for. Once lost it stays so.</summary>
internal interface IBrokerLink : IAsyncDisposable
{
    bool IsOpen { get; }
}
