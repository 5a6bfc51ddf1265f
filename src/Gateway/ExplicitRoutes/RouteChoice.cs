using Yarp.ReverseProxy.Model;

namespace ToskaMesh.Gateway.ExplicitRoutes;

/// <summary>What was decided for a request to an explicit route.</summary>
/// <param name="Route">Which one.</param>
/// <param name="Version">The stable one, or the candidate.</param>
/// <param name="Backend">Null while none of its services is in the route table.</param>
internal sealed record RouteChoice(CompiledRoute Route, CompiledVersion Version, CompiledBackend? Backend, RouteBackendState? State)
{
    /// <summary>Whether a further attempt may go there.</summary>
    public bool Takes(DestinationState destination) => Backend?.Takes(destination) == true;
}
