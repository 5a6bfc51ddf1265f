using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Gateway.Tests.Fixtures;

/// <summary>Short ways to say what a route table contains.</summary>
internal static class Routed
{
    public static RoutedService Open(string name, params RoutedInstance[] instances) =>
        new() { Name = name, Access = AccessPolicy.Anonymous, Instances = instances };

    public static RoutedService Closed(string name, params RoutedInstance[] instances) =>
        new() { Name = name, Access = AccessPolicy.Authenticated, Instances = instances };

    /// <summary>An instance at a port where nothing listens.</summary>
    public static RoutedInstance Dead(string id = "dead") =>
        new() { Id = id, Address = "127.0.0.1", Port = Testing.FreePort.Next(), Routed = true };
}
