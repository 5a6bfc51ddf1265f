using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Gateway.Documents;

/// <summary>How a document stands, for health and metrics.</summary>
/// <param name="Applied">The one that serves; null before the first.</param>
/// <param name="Rejection">Why the source's document does not serve; null when it does.</param>
internal sealed record FollowedState(TableVersion? Applied, DocumentRejection? Rejection)
{
    public static readonly FollowedState Initial = new(null, null);
}
