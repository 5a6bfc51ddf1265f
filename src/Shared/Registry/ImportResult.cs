namespace ToskaMesh.Shared.Registry;

/// <param name="Changed">How many instances changed; above 0 the route table must be published.</param>
/// <param name="Held">Those that were left out, because somebody else has their id or their address and port.</param>
public sealed record ImportResult(int Changed, IReadOnlyList<InstanceId> Held);
