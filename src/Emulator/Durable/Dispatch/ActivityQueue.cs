using System.Threading.Channels;

namespace ToskaMesh.Emulator.Durable.Dispatch;

/// <summary>The activities that are to run, in order. Holds numbers only, no more than there are activities in the store.</summary>
internal sealed class ActivityQueue
{
    private readonly Channel<long> _queue = Channel.CreateUnbounded<long>();

    public void Add(long number) => _queue.Writer.TryWrite(number);

    public ValueTask<long> TakeAsync(CancellationToken cancellationToken) => _queue.Reader.ReadAsync(cancellationToken);
}
