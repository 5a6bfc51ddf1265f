using Spectre.Console;
using Spectre.Console.Rendering;
using ToskaMesh.Cli.Launch;

namespace ToskaMesh.Cli.View;

/// <summary>The whole of what <c>toska up</c> draws.</summary>
internal sealed class MeshPage(UpSettings settings)
{
    // Title, the frames of two tables, the remark on what does not fit, the closing lines, and one for the cursor.
    private const int FixedLines = 16;
    private const int FewestInstances = 3;
    private const int FirstAdminLines = 2;

    public IRenderable Render(MeshState state, int width, int height)
    {
        PartState[] parts = [.. state.Parts.Where(part => part is not { Role: ChildRole.Sample, Phase: PartPhase.Ready })];
        var firstAdmin = Hints.FirstAdmin(settings);
        var room = Math.Max(FewestInstances, height - FixedLines - parts.Length - (firstAdmin is null ? 0 : FirstAdminLines));
        return new Rows([Title(state), Parts(parts), InstanceTable.Render(state, settings.Gateway, width, room), .. Footer(state, width, firstAdmin)]);
    }

    private static Markup Title(MeshState state)
    {
        var phase = state switch
        {
            { Stopping: true } => state.Parts.All(part => part.Phase is PartPhase.Ended) ? "[grey]stopped[/]" : "[yellow]stopping[/]",
            { Running: true } => "[green]running[/]",
            _ => "[yellow]starting[/]",
        };
        var table = state.Routes is { } routes ? $"   [grey]route table version {routes.Version}[/]" : "";
        var stop = state.Stopping ? "Ctrl-C again does not wait" : "Ctrl-C stops everything";
        return new Markup($"[bold]Toska Mesh[/]   {phase}{table}   [grey]{stop}[/]");
    }

    // A sample that runs is seen below, as an instance.
    private Table Parts(IEnumerable<PartState> parts)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Part", "State", "Process", "Address");
        foreach (var part in parts)
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
        PartPhase.Restarting => $"[red]{Markup.Escape(part.Note ?? "ended")}[/]",
        _ => $"[grey]{Markup.Escape(part.Note ?? "ended")}[/]",
    };

    private IEnumerable<IRenderable> Footer(MeshState state, int width, string? firstAdmin)
    {
        if (state is { Running: true, Stopping: false })
        {
            yield return new Text("Try:");
            foreach (var hint in Hints.For(settings))
            {
                // Broken so that it can be copied whole.
                var line = hint.Length + 2 <= width ? hint : hint.Replace(" http", " \\\n    http", StringComparison.Ordinal);
                yield return new Text($"  {line}", new Style(Color.Aqua));
            }
        }

        if (firstAdmin is not null)
        {
            yield return new Text($"No Admin has an account yet: {firstAdmin}", new Style(Color.Grey));
            if (Hints.BootstrapSecret(settings) is { } secret)
            {
                yield return new Text($"Bootstrap secret, for one use: {secret}", new Style(Color.Grey));
            }
        }

        yield return new Markup(
            $"[grey]Admin key: {Markup.Escape(Hints.Short(settings.Data.ApiKeyFile))}   Logs: {Markup.Escape(Hints.Short(Path.GetDirectoryName(settings.Data.Log("x"))!))}/[/]");
    }
}
