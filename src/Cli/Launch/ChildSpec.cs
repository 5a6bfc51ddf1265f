namespace ToskaMesh.Cli.Launch;

/// <summary>A process of the mesh on this machine, before it runs.</summary>
/// <param name="Name">Names its log, too.</param>
/// <param name="Command">The program and its arguments.</param>
internal sealed record ChildSpec(string Name, ChildRole Role, IReadOnlyList<string> Command)
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Where it runs; null is where this process does.</summary>
    public string? Folder { get; init; }

    /// <summary>Answers 2xx once the process can be used; null when there is nothing to ask.</summary>
    public Uri? Ready { get; init; }

    /// <summary>Can be used only once the route table has an instance of this name.</summary>
    public bool Routed { get; init; }
}
