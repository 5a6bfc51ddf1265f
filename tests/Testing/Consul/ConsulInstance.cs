namespace ToskaMesh.Testing.Consul;

/// <summary>A service instance in the fake catalog.</summary>
public sealed record ConsulInstance(string Service, string Id, string Address, int Port)
{
    /// <summary>The node that the fake agent runs on.</summary>
    public const string AgentNode = "agent-1";

    public string Node { get; init; } = AgentNode;

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyDictionary<string, string> Meta { get; init; } = new Dictionary<string, string>();

    public string Kind { get; init; } = "";

    public IReadOnlyList<ConsulCheck> Checks { get; init; } = [];

    public ConsulInstance With(string status, string output = "") => this with { Checks = [new ConsulCheck($"service:{Id}", "status", status, output)] };
}
