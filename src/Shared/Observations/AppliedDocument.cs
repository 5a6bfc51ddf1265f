using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Shared.Observations;

/// <summary>The document that a gateway serves by, and since when.</summary>
public sealed record AppliedDocument(long Epoch, long Version, DateTimeOffset At)
{
    public TableVersion Order() => new(Epoch, Version);
}
