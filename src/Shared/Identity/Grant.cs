using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Identity;

/// <summary>What a key or a client may do.</summary>
public sealed record Grant(Role Role, IReadOnlySet<ServiceName> Services, IReadOnlySet<string> Scopes);
