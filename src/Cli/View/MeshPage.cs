using Spectre.Console;
using Spectre.Console.Rendering;
using ToskaMesh.Cli.Launch;

namespace ToskaMesh.Cli.View;

/// <summary>The whole of what <c>toska up</c> draws.</summary>
internal sealed class MeshPage(UpSettings settings)
{
    // Title, the two tables' frames, and the closing lines.
    private const int FixedLines = 19;
    private const int FewestInstances = 5;

    public IRenderable Render(MeshState state, int height)
    {
        var room = Math.Max(FewestInstances, height - FixedLines - state.Parts.Length);
        return new Rows([Title(state), Parts(state), InstanceTable.Render(state.Routes, settings.Gateway, room), .. Footer(state)]);
    }

    private static Markup Title(MeshState state)
    {
        var phase = state switch
        {
            { Parts: var parts } when parts.Any(part => part.Phase is PartPhase.Stopping) => "[yellow]stopping[/]",
            { Running: true } => "[green]running[/]",
            _ => "[yellow]starting[/]",
        };
        var table = state.Routes is { } routes ? $"   [grey]route table version {routes.Version}[/]" : "";
        return new Markup($"[bold]Toska Mesh[/]   {phase}{table}   [grey]Ctrl-C stops everything[/]");
    }

    private Table Parts(MeshState state)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Part", "State", "Process", "Address");
        foreach (var part in state.Parts)
        {
            table.AddRow(
                Markup.Escape(part.Name),
                Phase(part),
                part.ProcessId is { } id ? $"{id}" : "",
                Address(part));
        }

        return table;
    }

    private string Address(PartState part) => part.Role switch
    {
        ChildRole.ControlPlane => settings.Functions.ToString(),
        ChildRole.Gateway => $"{settings.Gateway} [grey](h2c: {settings.H2cPort})[/]",
        _ => "",
    };

    private static string Phase(PartState part) => part.Phase switch
    {
        PartPhase.Ready => "[green]ready[/]",
        PartPhase.Starting => "[yellow]starting[/]",
        PartPhase.Stopping => "[yellow]stopping[/]",
        PartPhase.Restarting => $"[red]{Markup.Escape(part.Note ?? "ended")}, starting again[/]",
        _ => $"[grey]{Markup.Escape(part.Note ?? "ended")}[/]",
    };

    private IEnumerable<IRenderable> Footer(MeshState state)
    {
        if (state.Running)
        {
            yield return new Text("Try:");
            foreach (var hint in Hints.For(settings))
            {
                yield return new Text($"  {hint}", new Style(Color.Aqua));
            }
        }

        yield return new Markup(
            $"[grey]Admin key: {Markup.Escape(Hints.Short(settings.Data.ApiKeyFile))}   Logs: {Markup.Escape(Hints.Short(Path.GetDirectoryName(settings.Data.Log("x"))!))}/[/]");
    }
}
