namespace ToskaMesh.Shared.KubernetesSync;

/// <summary>One endpoint of a slice. Its conditions may be unknown, which the API defines: ready, serving as ready, and not terminating.</summary>
/// <param name="Address">The first of its addresses: by the API they are of one endpoint, and clients take the first.</param>
/// <param name="Pod">Null for an endpoint that is no pod.</param>
public sealed record KubernetesEndpoint(string Address, string? Pod = null, string? Zone = null)
{
    public bool? Ready { get; init; }

    public bool? Serving { get; init; }

    public bool? Terminating { get; init; }

    public bool IsReady => Ready ?? true;

    public bool IsServing => Serving ?? IsReady;

    public bool IsTerminating => Terminating ?? false;
}
