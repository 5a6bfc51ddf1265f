using System.CommandLine;
using System.Text.Json.Nodes;
using Spectre.Console;
using Spectre.Console.Rendering;
using ToskaMesh.Cli.Client;

namespace ToskaMesh.Cli.Commands.Configuration.Rollouts;

/// <summary>Shows a rollout until it ends: drawn in place on a terminal, else a line for each change.</summary>
internal static class RolloutWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>A control plane that starts anew is no reason to stop watching.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(2);

    private const int MostReasons = 3;

    /// <returns>The exit status: a failure where the version was taken back.</returns>
    public static async Task<int> RunAsync(ParseResult arguments, ConnectionOptions connection, MeshApi mesh, string path, CancellationToken cancellationToken)
    {
        var time = connection.Surroundings.Time;
        var capabilities = AnsiConsole.Profile.Capabilities;
        var output = arguments.InvocationConfiguration.Output;
        JsonNode last;
        if (connection.Json(arguments))
        {
            last = await FollowAsync(mesh, path, time, _ => { }, cancellationToken);
            Answer.Write(arguments, connection, last, "");
        }
        else if (capabilities.Ansi && capabilities.Interactive && !Console.IsOutputRedirected && output == Console.Out)
        {
            last = await AnsiConsole.Live(new Text("")).Overflow(VerticalOverflow.Crop).StartAsync(
                live => FollowAsync(mesh, path, time, rollout => live.UpdateTarget(Page(rollout)), cancellationToken));
        }
        else
        {
            last = await FollowAsync(mesh, path, time, Lines(output, time), cancellationToken);
        }

        return Field.Of(last, "phase") == "completed" ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<JsonNode> FollowAsync(MeshApi mesh, string path, TimeProvider time, Action<JsonNode> show, CancellationToken cancellationToken)
    {
        using var ticks = new PeriodicTimer(Interval, time);
        var answered = time.GetTimestamp();
        while (true)
        {
            try
            {
                var rollout = await mesh.GetAsync(path, cancellationToken)
                    ?? throw new CommandFailedException(ExitCode.Failed, "The answer is empty: is this the address of a mesh?");
                show(rollout);
                if (RolloutText.IsOver(rollout))
                {
                    return rollout;
                }

                answered = time.GetTimestamp();
            }
            catch (CommandFailedException failure) when (failure.ExitCode == ExitCode.Unreachable && time.GetElapsedTime(answered) < LongestSilence)
            {
                // It is away for a moment: the gateway says so, or nobody answers.
            }

            await ticks.WaitForNextTickAsync(cancellationToken);
        }
    }

    private static Action<JsonNode> Lines(TextWriter output, TimeProvider time)
    {
        var shown = "";
        return rollout =>
        {
            var state = RolloutText.State(rollout);
            if (state != shown)
            {
                output.WriteLine($"{time.GetLocalNow():HH:mm:ss} {state}{RolloutText.Reasons(rollout, MostReasons)}; {RolloutText.Figures(rollout)}");
                shown = state;
            }
        };
    }

    private static Rows Page(JsonNode rollout)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Instance", "Status", "Runs it", "Requests", "Failed", "Error");
        foreach (var row in RolloutText.Instances(rollout))
        {
            table.AddRow([.. row.Select(IRenderable (cell) => new Text(cell))]);
        }

        return new Rows(
            new Markup($"[bold]{Markup.Escape(Field.Of(rollout, "name"))}[/] in {Markup.Escape(Field.Of(rollout, "environment"))}: version {Markup.Escape(Field.Of(rollout, "stableVersion"))} -> {Markup.Escape(Field.Of(rollout, "version"))}"),
            new Text(Bar(rollout)),
            new Text(RolloutText.State(rollout) + RolloutText.Reasons(rollout, MostReasons)),
            new Text(RolloutText.Figures(rollout)),
            table);
    }

    private static string Bar(JsonNode rollout)
    {
        var percent = int.TryParse(Field.Of(rollout, "percent"), out var number) ? Math.Clamp(number, 0, 100) : 0;
        return $"{new string('#', percent / 2)}{new string('.', 50 - (percent / 2))} {percent} %";
    }
}
