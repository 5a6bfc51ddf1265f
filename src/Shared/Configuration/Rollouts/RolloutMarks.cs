namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>
/// Marks tell the requests that a version answers for from all others: gateways learn them from the route table, and say
/// with what they counted which one held as the requests were sent. Whatever is given a version anew gets one that is
/// newer than every mark there was, whichever process gives it and whatever its clock says.
/// </summary>
public static class RolloutMarks
{
    /// <summary>The next one, above <paramref name="newest"/>. Of the clock, so that a store that was put back does not give one twice.</summary>
    public static long Next(long newest, DateTimeOffset now) => Math.Max(newest + 1, now.ToUnixTimeMilliseconds());
}
