using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Cli.Launch;

/// <summary>Follows the route table that the gateway acts on, in the file that has it.</summary>
internal sealed class RouteTableWatch(string path, MeshBoard board, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private DateTime _seen;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            Look();
            await Task.Delay(Interval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // A document that cannot be read leaves the last one on show, as in the gateway.
    private void Look()
    {
        var written = File.GetLastWriteTimeUtc(path);
        if (written == _seen || !File.Exists(path))
        {
            return;
        }

        _seen = written;
        if (RouteTableJson.Read(File.ReadAllBytes(path)) is { Accepted: true } reading)
        {
            board.Update(state => state with { Routes = reading.Table });
        }
    }
}
