using System.Text.Json.Nodes;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing;

namespace ToskaMesh.Cli.Tests.Commands;

public sealed class RoutesCommandTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Routes_OfAPublishedTable_AreListed()
    {
        await File.WriteAllBytesAsync(_data.File("routes.json"), RouteTableJson.Serialize(Table()), TestContext.Current.CancellationToken);

        var run = await Toska.RunAsync("routes", "--data", _data.Path);
        var json = await Toska.RunAsync("routes", "--data", _data.Path, "--json");

        Assert.Equal("orders   /mesh/orders/  anonymous  random     2          1       no", run.Output.Split(Environment.NewLine)[1]);
        Assert.Equal("orders", JsonNode.Parse(json.Output)![0]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Routes_WithoutATable_IsNotFound()
    {
        var run = await Toska.RunAsync("routes", "--data", _data.Path);

        Assert.Equal(ExitCode.NotFound, run.ExitCode);
        Assert.Contains("--data", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Routes_OfATruncatedTable_IsAFailureAndNoEmptyList()
    {
        await File.WriteAllBytesAsync(_data.File("routes.json"), RouteTableJson.Serialize(Table())[..40], TestContext.Current.CancellationToken);

        var run = await Toska.RunAsync("routes", "--data", _data.Path);

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Empty(run.Output);
    }

    private static RouteTable Table() => new()
    {
        Epoch = 1,
        Version = 1,
        Services =
        [
            new RoutedService
            {
                Name = "orders",
                Access = AccessPolicy.Anonymous,
                LoadBalancing = LoadBalancing.Random,
                Instances =
                [
                    new RoutedInstance { Id = "a", Address = "127.0.0.1", Port = 1, Routed = true, Status = HealthStatus.Healthy },
                    new RoutedInstance { Id = "b", Address = "127.0.0.1", Port = 2, Routed = false, Status = HealthStatus.Unhealthy },
                ],
            },
        ],
    };
}
