namespace ToskaMesh.Shared.Messaging;

/// <summary>What one run of the relay has come to so far.</summary>
internal sealed class RelayRun(long heldSince)
{
    /// <summary>Subjects with an event that failed in this run: what is behind it waits.</summary>
    public HashSet<string> Blocked { get; } = new(StringComparer.Ordinal);

    public int Sent { get; set; }

    public int Failed { get; set; }

    /// <summary>The timestamp at which the lease was last taken.</summary>
    public long HeldSince { get; set; } = heldSince;

    public RelayResult Result(bool more) => new(Sent, Failed, more);
}
