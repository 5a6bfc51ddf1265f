namespace ToskaMesh.Shared.Registry;

/// <param name="Changed">How many instances or services were changed; above 0 the route table must be published.</param>
/// <param name="InGrace">Nothing expires for now.</param>
/// <param name="More">The batch was full: call again.</param>
public sealed record SweepResult(int Changed, bool InGrace, bool More);
