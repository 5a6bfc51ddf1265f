using ToskaMesh.Shared.Identity.Clients;

namespace ToskaMesh.Functions.Identity.OAuth;

/// <param name="Client">The one that proved who it is.</param>
/// <param name="RetryAfter">Set when it failed too often.</param>
public sealed record ClientAuthenticationResult(StoredClient? Client, TimeSpan? RetryAfter = null);
