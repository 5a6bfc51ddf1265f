using System.Text;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Shared.Routing.Explicit;

namespace ToskaMesh.Gateway.Tests.Fixtures;

/// <summary>Short ways to say what a route table contains.</summary>
internal static class Routed
{
    public static RoutedService Open(string name, params RoutedInstance[] instances) =>
        new() { Name = name, Access = AccessPolicy.Anonymous, Instances = instances };

    public static RoutedService Closed(string name, params RoutedInstance[] instances) =>
        new() { Name = name, Access = AccessPolicy.Authenticated, Instances = instances };

    /// <param name="definition">JSON, as people write it.</param>
    public static ExplicitRoute Route(string name, string definition, long version = 1) => new(name, new RouteVersion(version, Definition(definition)));

    public static RouteDefinition Definition(string json)
    {
        var parsed = RouteDefinitionParser.Parse(Encoding.UTF8.GetBytes(json));
        return parsed.Value ?? throw new ArgumentException(string.Join("; ", parsed.Errors));
    }

    /// <summary>An instance at a port where nothing listens.</summary>
    public static RoutedInstance Dead(string id = "dead") =>
        new() { Id = id, Address = "127.0.0.1", Port = Testing.FreePort.Next(), Routed = true };

    /// <summary>Settings of which a rollout gave a version to these instances, with that mark.</summary>
    public static RoutedConfiguration Given(string name, long mark, params IReadOnlyList<string> instances) => new()
    {
        Name = name,
        Environment = "default",
        Version = 1,
        Rollout = new RoutedRollout { Version = 2, Hash = "b", Instances = instances, Marks = [new RoutedMark(mark, [.. Enumerable.Range(0, instances.Count)])] },
    };
}
