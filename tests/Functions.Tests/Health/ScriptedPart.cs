using ToskaMesh.Functions.Health;

namespace ToskaMesh.Functions.Tests.Health;

internal sealed class ScriptedPart : IHealthPart
{
    private int _looks;

    public string Name => "scripted";

    public bool IsVital => false;

    public int Looks => _looks;

    public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Func<CancellationToken, Task<PartResult>> Script { get; set; } = _ => Task.FromResult(PartResult.Healthy("well"));

    public Task<PartResult> CheckAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _looks);
        Started.TrySetResult();
        return Script(cancellationToken);
    }
}
