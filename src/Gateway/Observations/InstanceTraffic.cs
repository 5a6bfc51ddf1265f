using ToskaMesh.Shared.Observations;

namespace ToskaMesh.Gateway.Observations;

/// <summary>
/// What became of requests to one instance that were sent under one mark, since they were last taken. Counting is one
/// interlocked addition for a request that simply succeeds; the first one puts the instance on the list of those to take.
/// </summary>
internal sealed class InstanceTraffic(string service, string instance, long mark, UnreportedTraffic unreported)
{
    private readonly RequestCounters _counters = new();

    public string Service => service;

    public string Instance => instance;

    public long Mark => mark;

    /// <param name="failed">The instance is to blame, or the way to it. A cancelled request is no failure.</param>
    /// <param name="serverError">It answered 5xx.</param>
    public void Count(bool failed, bool serverError)
    {
        if (unreported.IsOn && _counters.Count(failed, serverError) && !unreported.TryAdd(this))
        {
            _counters.Take();
        }
    }

    /// <inheritdoc cref="RequestCounters.Take"/>
    public RequestFigures Take() => _counters.Take();
}
