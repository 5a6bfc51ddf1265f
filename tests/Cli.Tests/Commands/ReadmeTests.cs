using System.Text.RegularExpressions;
using ToskaMesh.Cli.Commands;
using ToskaMesh.Cli.Launch;

namespace ToskaMesh.Cli.Tests.Commands;

public sealed partial class ReadmeTests
{
    public static TheoryData<string> CommandLines() =>
        [.. CommandLine().Matches(Readme()).Select(match => match.Groups["arguments"].Value.Trim()).Where(line => line.Length > 0).Distinct()];

    [Theory]
    [MemberData(nameof(CommandLines))]
    public void CommandLine_OfTheReadme_IsUnderstood(string line) =>
        Assert.Empty(ToskaCommand.Create(null, Toska.Nobody).Parse(line).Errors.Select(error => error.Message));

    [Fact]
    public void Readme_NamesEveryCommand()
    {
        var readme = Readme();

        Assert.All(ToskaCommand.Create(null, Toska.Nobody).Subcommands, command => Assert.Contains($"`{command.Name}`", readme.Replace("`./toska ", "`", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    private static string Readme() => File.ReadAllText(Path.Combine(Installation.Find(AppContext.BaseDirectory)!.Root, "README.md"));

    // In a fenced block, where a line is meant to be typed.
    [GeneratedRegex(@"^(?:\$ )?(?:sleep \d+; )?\./toska(?<arguments>[a-z0-9 -]*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex CommandLine();
}
