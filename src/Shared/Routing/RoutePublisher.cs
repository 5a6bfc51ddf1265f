using ToskaMesh.Shared.Coalescing;

namespace ToskaMesh.Shared.Routing;

/// <summary>
/// Publishes after a change: at once, and the changes that arrive meanwhile together. One for the whole process. What
/// a caller did not wait for, the next tick publishes.
/// </summary>
public sealed class RoutePublisher(PublishRoutes routes, TimeProvider time)
{
    private readonly CoalescedWork<Publication> _work = new(routes.RunAsync, time);

    /// <summary>How long a request waits for its change to be published.</summary>
    public static TimeSpan RequestDeadline { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Waits for a publish that started after this call, and so holds whatever was committed before it.</summary>
    /// <returns>Null when the deadline came first.</returns>
    public Task<Publication?> PublishAsync(TimeSpan deadline, CancellationToken cancellationToken) =>
        _work.RunAsync(deadline, cancellationToken);
}
