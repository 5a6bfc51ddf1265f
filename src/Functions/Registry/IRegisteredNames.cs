using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

/// <summary>Judges DNS names by what they resolve to when they are registered.</summary>
public interface IRegisteredNames
{
    /// <summary>
    /// Why the mesh would dial nothing at this address, or null. A name that nobody can resolve now is not refused: it may
    /// be one that only gateways know, and whoever dials judges it again.
    /// </summary>
    Task<string?> RefusalAsync(ServiceAddress address, CancellationToken cancellationToken);
}
