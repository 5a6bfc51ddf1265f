namespace ToskaMesh.Shared.Routing.Explicit;

/// <summary>An explicit route in the route table.</summary>
/// <param name="Name">As <see cref="Configuration.ConfigurationName"/> has it.</param>
/// <param name="Stable">What holds; null while its first version is being rolled out.</param>
/// <param name="Candidate">What is being rolled out; null otherwise.</param>
public sealed record ExplicitRoute(string Name, RouteVersion? Stable = null, RouteCandidate? Candidate = null);
