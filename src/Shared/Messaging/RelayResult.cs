namespace ToskaMesh.Shared.Messaging;

/// <param name="Sent">Events that the bus has taken.</param>
/// <param name="Failed">Events that it refused; they are tried again, or parked.</param>
/// <param name="More">There may be more to send: another relay is at it, the bus is away, or the run was long enough.</param>
public sealed record RelayResult(int Sent, int Failed, bool More);
