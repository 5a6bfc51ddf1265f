namespace ToskaMesh.Cli.Launch;

/// <summary>Starts a part again that ended by itself, but not one that cannot live.</summary>
internal sealed class RestartPolicy(TimeProvider time)
{
    public const int MaxRestarts = 3;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Queue<DateTimeOffset> _restarts = new();

    /// <returns>False when it ended too often within <see cref="Window"/>.</returns>
    public bool Allows()
    {
        var now = time.GetUtcNow();
        while (_restarts.TryPeek(out var first) && now - first >= Window)
        {
            _restarts.Dequeue();
        }

        if (_restarts.Count >= MaxRestarts)
        {
            return false;
        }

        _restarts.Enqueue(now);
        return true;
    }
}
