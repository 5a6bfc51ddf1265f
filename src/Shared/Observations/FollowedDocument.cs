using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Shared.Observations;

/// <summary>How a gateway stands with one of the published documents.</summary>
/// <param name="Name">One of <see cref="DocumentNames"/>.</param>
/// <param name="Applied">Null before the first.</param>
/// <param name="Rejected">Null while what is published is what serves.</param>
public sealed record FollowedDocument(string Name, AppliedDocument? Applied = null, RejectedDocument? Rejected = null);
