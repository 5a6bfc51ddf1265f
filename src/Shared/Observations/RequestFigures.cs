namespace ToskaMesh.Shared.Observations;

/// <summary>What became of requests that were sent to one instance. An attempt that was repeated elsewhere counts at each.</summary>
/// <param name="Requests">All of them, but for those that their callers cancelled before any answer: these tell nothing.</param>
/// <param name="Failures">Those without an answer, for which the instance or the way to it is to blame; a cancelled one is none.</param>
/// <param name="ServerErrors">Those that the instance answered with 5xx; none of them is among the failures.</param>
public sealed record RequestFigures(long Requests, long Failures, long ServerErrors)
{
    public static RequestFigures None { get; } = new(0, 0, 0);

    public static RequestFigures operator +(RequestFigures left, RequestFigures right) => new(
        left.Requests + right.Requests, left.Failures + right.Failures, left.ServerErrors + right.ServerErrors);
}
