namespace ToskaMesh.Functions.Registry;

/// <summary>What follows a committed change, inside the invocation that committed it: nothing may run after its answer.</summary>
public interface IAfterCommit
{
    /// <summary>
    /// Sends the outbox and publishes the route table: at most one second, best effort. It does not fail and does not
    /// stop with the caller's request; what it leaves, Tick does.
    /// </summary>
    Task RunAsync();
}
