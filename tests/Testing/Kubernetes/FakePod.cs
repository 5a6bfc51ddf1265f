namespace ToskaMesh.Testing.Kubernetes;

/// <summary>An endpoint of the fake cluster. A condition that is null is not in the answer.</summary>
public sealed record FakePod(string Name, string Address)
{
    public bool? Ready { get; init; } = true;

    public bool? Serving { get; init; }

    public bool? Terminating { get; init; }
}
