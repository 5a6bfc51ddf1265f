namespace ToskaMesh.Cli.Launch;

/// <summary>
/// A child from its first start to its last end. One that ends before it was ever ready has failed; a sample that ends
/// stays away; any other part is started again, however often it ends: what else runs goes on without it meanwhile.
/// </summary>
internal sealed class SupervisedChild : IDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(2);

    private readonly ChildSpec _spec;
    private readonly LogFile _log;
    private readonly LaunchContext _context;
    private readonly RestartBackoff _restarts;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _killing = new();
    private readonly TaskCompletionSource _firstReady = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SupervisedChild(ChildSpec spec, LogFile log, LaunchContext context)
    {
        (_spec, _log, _context) = (spec, log, context);
        _restarts = new RestartBackoff(context.Time);
    }

    public ChildRole Role => _spec.Role;

    /// <summary>Completes when the child is gone for good: with what to tell the user if it failed, else with null.</summary>
    public Task<string?> Ended { get; private set; } = Task.FromResult<string?>(null);

    /// <summary>Starts it; done when it is ready.</summary>
    /// <exception cref="CommandFailedException">It ended before, or took too long.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Ended = SuperviseAsync();
        try
        {
            await Task.WhenAny(_firstReady.Task, Ended).WaitAsync(StartDeadline, _context.Time, cancellationToken);
        }
        catch (TimeoutException)
        {
            var late = $"{_spec.Name} was not ready within {StartDeadline.TotalMinutes} minutes";
            throw new CommandFailedException(ExitCode.Failed, FailureAdvice.For(_spec, late, _log));
        }

        if (Ended.IsCompleted && await Ended is { } failure)
        {
            throw new CommandFailedException(ExitCode.Failed, failure);
        }
    }

    /// <summary>Asks it to end, and makes it end at the deadline.</summary>
    public async Task StopAsync(TimeSpan deadline)
    {
        await _stopping.CancelAsync();
        _killing.CancelAfter(deadline);
        await Ended;
    }

    public void Kill() => _killing.Cancel();

    public void Dispose()
    {
        _log.Dispose();
        _stopping.Dispose();
        _killing.Dispose();
    }

    private async Task<string?> SuperviseAsync()
    {
        while (true)
        {
            var exitCode = await RunOnceAsync();
            if (_stopping.IsCancellationRequested || (_spec.Role is ChildRole.Sample && _firstReady.Task.IsCompleted))
            {
                Show(PartPhase.Ended, note: _stopping.IsCancellationRequested ? null : FailureAdvice.Ending(exitCode));
                return null;
            }

            if (!_firstReady.Task.IsCompleted)
            {
                Show(PartPhase.Ended, note: FailureAdvice.Ending(exitCode));
                return FailureAdvice.For(_spec, $"{_spec.Name} {FailureAdvice.Ending(exitCode)}", _log);
            }

            var wait = _restarts.Ended();
            Show(PartPhase.Restarting, note: FailureAdvice.Restarting(exitCode, _restarts.Ends, _context.Time.GetLocalNow() + wait, _log));
            await Task.Delay(wait, _context.Time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<int> RunOnceAsync()
    {
        using var child = Child.Start(_spec, _log, _context.Guard);
        await using var stop = _stopping.Token.Register(() => Terminate(child));
        await using var kill = _killing.Token.Register(child.Kill);
        Show(PartPhase.Starting, child.Id);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var ready = BecomeReadyAsync(child, watching.Token);
        var exitCode = await child.EndedAsync(CancellationToken.None);
        _context.Guard.Forget(child.Id);
        await watching.CancelAsync();
        await ready;
        return exitCode;
    }

    private void Terminate(Child child)
    {
        Show(PartPhase.Stopping, child.Id);
        child.Terminate();
    }

    private async Task BecomeReadyAsync(Child child, CancellationToken cancellationToken)
    {
        try
        {
            if (_spec.Ready is { } ready)
            {
                await _context.Readiness.WaitAsync(ready, cancellationToken);
            }

            if (_spec.Routed)
            {
                await _context.Board.UntilAsync(state => state.HasInstance(_spec.Name), cancellationToken);
            }

            _restarts.Ready();
            Show(PartPhase.Ready, child.Id);
            _firstReady.TrySetResult();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It ended, or shall end, before it was ready: told by whoever waits for its end.
        }
    }

    private void Show(PartPhase phase, int? processId = null, string? note = null) =>
        _context.Board.Update(state => state.With(new PartState(_spec.Name, _spec.Role, phase, processId, note)));
}
