using ToskaMesh.Shared.Observations;

namespace ToskaMesh.Gateway.Observations;

/// <summary>What became of requests since it was last taken. Counting one that simply succeeds is one interlocked addition.</summary>
internal sealed class RequestCounters
{
    private long _requests;
    private long _failures;
    private long _serverErrors;

    public bool Any => Interlocked.Read(ref _requests) > 0;

    /// <param name="failed">Whoever should have answered is to blame, or the way to it. A cancelled request is no failure.</param>
    /// <param name="serverError">It was answered with 5xx.</param>
    /// <returns>Whether it is the first since they were last taken.</returns>
    public bool Count(bool failed, bool serverError)
    {
        // Before the request itself, by which it is seen that there is something to take.
        if (failed)
        {
            Interlocked.Increment(ref _failures);
        }

        if (serverError)
        {
            Interlocked.Increment(ref _serverErrors);
        }

        return Interlocked.Increment(ref _requests) == 1;
    }

    /// <summary>Begins anew with the next request. Only one caller at a time.</summary>
    public RequestFigures Take() => Interlocked.Exchange(ref _requests, 0) is var requests and > 0
        ? new RequestFigures(requests, Interlocked.Exchange(ref _failures, 0), Interlocked.Exchange(ref _serverErrors, 0))
        : RequestFigures.None;
}
