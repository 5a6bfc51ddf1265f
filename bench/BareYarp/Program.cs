// The yardstick: YARP with one static route and nothing else. Arguments: port, destination.
using Yarp.ReverseProxy.Configuration;

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture)));
builder.Services.AddReverseProxy().LoadFromMemory(
    [new RouteConfig { RouteId = "bench", ClusterId = "bench", Match = new RouteMatch { Path = "/{**rest}" } }],
    [
        new ClusterConfig
        {
            ClusterId = "bench",
            Destinations = new Dictionary<string, DestinationConfig> { ["only"] = new() { Address = args[1] } },
        },
    ]);
var app = builder.Build();
app.MapReverseProxy();
app.Run();
