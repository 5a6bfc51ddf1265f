using System.Globalization;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Bench;

internal static class BenchTable
{
    public static int Write(string file, string port)
    {
        var instance = new RoutedInstance
        {
            Id = "bench-1",
            Address = "127.0.0.1",
            Port = int.Parse(port, CultureInfo.InvariantCulture),
            Status = HealthStatus.Healthy,
            Routed = true,
        };
        var table = new RouteTable
        {
            Epoch = 1,
            Version = 1,
            Services = [new RoutedService { Name = "bench", Access = AccessPolicy.Anonymous, Instances = [instance] }],
        };
        File.WriteAllBytes(file, RouteTableJson.Serialize(table));
        return 0;
    }
}
