using ToskaMesh.Shared.Observations;

namespace ToskaMesh.Gateway.Observations;

/// <summary>
/// What became of requests to one instance that were sent under one mark, since they were last taken. Counting is one
/// interlocked addition for a request that simply succeeds; the first one puts the instance on the list of those to take.
/// </summary>
internal sealed class InstanceTraffic(string service, string instance, long mark, UnreportedTraffic unreported)
{
    private long _requests;
    private long _failures;
    private long _serverErrors;

    public string Service => service;

    public string Instance => instance;

    public long Mark => mark;

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

        if (Interlocked.Increment(ref _requests) == 1 && !unreported.TryAdd(this))
        {
            Take();
        }
    }

    /// <summary>Begins anew with the next request. Only one caller at a time.</summary>
    public RequestFigures Take() => new(
        Interlocked.Exchange(ref _requests, 0), Interlocked.Exchange(ref _failures, 0), Interlocked.Exchange(ref _serverErrors, 0));
}
