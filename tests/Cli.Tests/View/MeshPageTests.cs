using Spectre.Console;
using ToskaMesh.Cli.Launch;
using ToskaMesh.Cli.View;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Cli.Tests.View;

public sealed class MeshPageTests
{
    [Fact]
    public void Render_RunningMesh_ShowsEveryInstanceAndWhatToTry()
    {
        var page = Render(State(instances: 2), height: 60);

        Assert.Contains("i-1", page, StringComparison.Ordinal);
        Assert.Contains("Unhealthy", page, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:8080/mesh/web/", page, StringComparison.Ordinal);
        Assert.Contains("curl", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_MoreInstancesThanFit_CountsTheRest()
    {
        var page = Render(State(instances: 500), height: 30);

        Assert.InRange(page.Split('\n').Length, 10, 30);
        Assert.Contains("more: toska instances", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_SmallTerminal_FitsWithWhatToTry()
    {
        var page = Render(State(instances: 5), height: 24, width: 80);

        Assert.InRange(page.Split('\n').Length, 10, 24);
        Assert.Contains("i-4", page, StringComparison.Ordinal);
        Assert.Contains("curl", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_NamesWithMarkup_AreShownAsTheyAre()
    {
        var state = State(instances: 0).With(new PartState("x", ChildRole.Sample, PartPhase.Ended, null, "ended [red]"));

        Assert.Contains("ended [red]", Render(state, height: 60), StringComparison.Ordinal);
    }

    private static MeshState State(int instances) => new MeshState
    {
        Running = true,
        Routes = new RouteTable
        {
            Epoch = 1,
            Version = 4,
            Services =
            [
                new RoutedService
                {
                    Name = "web",
                    Instances =
                    [
                        .. Enumerable.Range(0, instances).Select(i => new RoutedInstance
                        {
                            Id = $"i-{i}", Address = "127.0.0.1", Port = 9000, Routed = i == 0, Status = i == 0 ? HealthStatus.Healthy : HealthStatus.Unhealthy,
                        }),
                    ],
                },
            ],
        },
    }.With(new PartState("gateway", ChildRole.Gateway, PartPhase.Ready, 7));

    private static string Render(MeshState state, int height, int width = 140)
    {
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = width;
        console.Write(new MeshPage(new UpSettings { Data = new DataDirectory("data") }).Render(state, width, height));
        return output.ToString();
    }
}
