using System.Threading.Channels;

namespace ToskaMesh.Gateway.Documents;

/// <summary>Wakes one waiter; any number of calls before it wakes count as one.</summary>
internal sealed class Wakeup
{
    private readonly Channel<bool> _signal =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Set() => _signal.Writer.TryWrite(true);

    public async Task WaitAsync(CancellationToken cancellationToken) => await _signal.Reader.ReadAsync(cancellationToken);
}
