using ToskaMesh.Shared.Observations;

namespace ToskaMesh.Gateway.Observations;

/// <summary>
/// What became of requests to one instance since it was last reported. Counting is one interlocked addition for a
/// request that simply succeeds; the first one of a window puts the instance on the list of those to report.
/// </summary>
internal sealed class InstanceTraffic(string service, string instance, UnreportedTraffic unreported)
{
    private long _requests;
    private long _failures;
    private long _serverErrors;
    private DateTimeOffset _start;

    public string Service => service;

    public string Instance => instance;

    /// <param name="failed">The instance is to blame, or the way to it. A cancelled request is no failure.</param>
    /// <param name="serverError">It answered 5xx.</param>
    public void Count(bool failed, bool serverError)
    {
        if (!unreported.IsOn)
        {
            return;
        }

        // Before the request itself, which is what puts them on the list.
        if (failed)
        {
            Interlocked.Increment(ref _failures);
        }

        if (serverError)
        {
            Interlocked.Increment(ref _serverErrors);
        }

        if (Interlocked.Increment(ref _requests) == 1)
        {
            _start = unreported.Now;
            if (!unreported.TryAdd(this))
            {
                Take();
            }
        }
    }

    /// <summary>Ends the window and begins the next with the next request. Only one caller at a time.</summary>
    public WindowFigures Take()
    {
        var (start, end) = (_start, unreported.Now);
        var figures = new RequestFigures(
            Interlocked.Exchange(ref _requests, 0), Interlocked.Exchange(ref _failures, 0), Interlocked.Exchange(ref _serverErrors, 0));
        return new WindowFigures(start, end > start ? end : start.AddTicks(1), figures);
    }
}
