using System.Globalization;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Bench;

internal static class BenchTable
{
    public static int Write(string file, string port)
    {
        var table = new RouteTable { Epoch = 1, Version = 1, Services = [Service("bench", port)] };
        File.WriteAllBytes(file, RouteTableJson.Serialize(table));
        return 0;
    }

    /// <summary>Anonymous, of one instance on a loopback port.</summary>
    public static RoutedService Service(string name, string port)
    {
        var instance = new RoutedInstance
        {
            Id = $"{name}-1",
            Address = "127.0.0.1",
            Port = int.Parse(port, CultureInfo.InvariantCulture),
            Status = HealthStatus.Healthy,
            Routed = true,
        };
        return new RoutedService { Name = name, Access = AccessPolicy.Anonymous, Instances = [instance] };
    }
}
