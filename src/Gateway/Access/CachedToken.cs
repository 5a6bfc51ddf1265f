namespace ToskaMesh.Gateway.Access;

/// <summary>What a verified token comes to.</summary>
/// <param name="AcceptedUntil">The first moment at which it is refused.</param>
internal sealed record CachedToken(MeshCaller Caller, string SessionId, DateTimeOffset AcceptedUntil);
