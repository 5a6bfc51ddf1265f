using System.CommandLine;
using ToskaMesh.Cli.Commands;

namespace ToskaMesh.Cli.Tests.Commands;

public sealed class HelpTests
{
    public static TheoryData<string> Commands() => [.. Paths(ToskaCommand.Create(null, Toska.Nobody)).Select(path => string.Join(' ', path.Select(command => command.Name)))];

    [Fact]
    public void EveryCommand_AndWhatItTakes_IsDescribed()
    {
        var undescribed = Paths(ToskaCommand.Create(null, Toska.Nobody))
            .Select(path => path[^1])
            .SelectMany(command => (Symbol[])[command, .. command.Options, .. command.Arguments])
            .Where(symbol => string.IsNullOrWhiteSpace(symbol.Description))
            .Select(symbol => symbol.Name);

        Assert.Empty(undescribed);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_OfACommand_HasAnExampleThatParses(string command)
    {
        var run = await Toska.RunAsync([.. command.Split(' '), "--help"]);

        // The usage line looks the same but for its brackets.
        var examples = run.Output.Split(Environment.NewLine)
            .Where(line => line.StartsWith($"  toska {command}", StringComparison.Ordinal) && !line.Contains('[', StringComparison.Ordinal))
            .ToList();
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.NotEmpty(examples);
        Assert.All(
            examples,
            line => Assert.Empty(ToskaCommand.Create(null, Toska.Nobody).Parse(line.Trim()["toska ".Length..]).Errors));
    }

    [Fact]
    public async Task NothingAsked_ShowsHelpWithExitStatuses()
    {
        var run = await Toska.RunAsync();

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("4  no mesh answers", run.Output, StringComparison.Ordinal);
    }

    // Every command, after those that it belongs to.
    private static IEnumerable<Command[]> Paths(Command parent) =>
        parent.Subcommands.SelectMany(command => Paths(command).Select(path => (Command[])[command, .. path]).Prepend([command]));
}
