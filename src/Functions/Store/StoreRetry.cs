namespace ToskaMesh.Functions.Store;

/// <summary>How long a batch waits before it is tried again because another process was in its way. For the one writer of a process.</summary>
internal sealed class StoreRetry(TimeProvider time, Random random)
{
    /// <summary>After the last one the writes fail.</summary>
    public const int MaxAttempts = 6;

    /// <summary>From this one on nobody else can be in the way: two that take an address from each other all the time would meet again and again.</summary>
    public const int FirstAlone = 3;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);

    public static bool IsLast(int attempt) => attempt == MaxAttempts;

    /// <summary>By chance, so that two processes that met do not meet again; longer on average each time.</summary>
    public Task PauseAsync(int attempt, CancellationToken cancellationToken) =>
        Task.Delay(Shortest * ((1 << attempt) * random.NextDouble()), time, cancellationToken);
}
