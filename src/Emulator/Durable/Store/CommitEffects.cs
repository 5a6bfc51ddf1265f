namespace ToskaMesh.Emulator.Durable.Store;

/// <summary>What a commit leaves for the engine to do. Kept in memory only: a host that starts reads it from the tables.</summary>
internal sealed class CommitEffects
{
    /// <summary>Instances with something in their inbox.</summary>
    public List<string> Ready { get; } = [];

    /// <summary>Instances that will have something in their inbox, and when.</summary>
    public List<(string InstanceId, long Due)> Due { get; } = [];

    /// <summary>New activities, by number.</summary>
    public List<long> Activities { get; } = [];

    /// <summary>Instances whose status has changed.</summary>
    public List<string> Changed { get; } = [];

    public void Add(CommitEffects other)
    {
        Ready.AddRange(other.Ready);
        Due.AddRange(other.Due);
        Activities.AddRange(other.Activities);
        Changed.AddRange(other.Changed);
    }
}
