namespace ToskaMesh.Cli.Launch;

/// <summary>Starts the parts in order, keeps them running, and stops them in the opposite order.</summary>
internal sealed class MeshRun(IReadOnlyList<ChildSpec> specs, DataDirectory data, MeshProfile profile, LaunchContext context)
{
    private readonly List<SupervisedChild> _children = [];

    /// <summary>Runs until <paramref name="stop"/>, or until a part fails to start for the first time.</summary>
    /// <param name="kill">Ends what is still there without waiting for it.</param>
    /// <exception cref="CommandFailedException">A part failed; its message shows the log and what to do.</exception>
    public async Task RunAsync(CancellationToken stop, CancellationToken kill)
    {
        await using var killing = kill.Register(() => _children.ForEach(child => child.Kill()));
        using var watching = new CancellationTokenSource();
        var routes = new RouteTableWatch(data.RouteTable(profile), context.Board, context.Time).RunAsync(watching.Token);
        try
        {
            await StartAsync(stop);
            context.Board.Update(state => state with { Running = true });
            await UntilStoppedAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Asked to stop: what follows is the same as after a failure.
        }
        finally
        {
            await StopAsync();
            await watching.CancelAsync();
            await routes;
        }
    }

    private async Task StartAsync(CancellationToken stop)
    {
        foreach (var stage in specs.GroupBy(spec => spec.Role).OrderBy(stage => stage.Key))
        {
            SupervisedChild[] started = [.. stage.Select(spec => new SupervisedChild(spec, new LogFile(data.Log(spec.Name)), context))];
            _children.AddRange(started);
            await Task.WhenAll(started.Select(child => child.StartAsync(stop)));
        }
    }

    // A part that was ready once is started again for as long as it takes; but what nobody reckoned with is not hidden.
    private async Task UntilStoppedAsync(CancellationToken stop)
    {
        await foreach (var ended in Task.WhenEach(_children.Select(child => child.Ended)).WithCancellation(stop))
        {
            await ended;
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, stop);
    }

    private async Task StopAsync()
    {
        context.Board.Update(state => state with { Stopping = true });
        foreach (var stage in _children.GroupBy(child => child.Role).OrderByDescending(stage => stage.Key))
        {
            await Task.WhenAll(stage.Select(child => child.StopAsync(Patience(stage.Key))));
        }

        _children.ForEach(child => child.Dispose());
    }

    // Longer than what each part itself allows its requests in flight.
    private static TimeSpan Patience(ChildRole role) => role switch
    {
        ChildRole.Sample => TimeSpan.FromSeconds(10),
        ChildRole.Gateway => TimeSpan.FromSeconds(40),
        _ => TimeSpan.FromSeconds(20),
    };
}
