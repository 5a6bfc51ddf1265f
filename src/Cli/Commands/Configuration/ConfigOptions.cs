using System.CommandLine;
using System.Text.Json.Nodes;
using ToskaMesh.Cli.Client;
using ToskaMesh.Shared.Configuration;

namespace ToskaMesh.Cli.Commands.Configuration;

/// <summary>Which configuration a command is about.</summary>
internal sealed class ConfigOptions
{
    public const string Root = "api/Configurations";

    private readonly Argument<string> _name = new("name") { Description = "The configuration's name" };

    public Option<string?> Environment { get; } = new("--environment", "-e")
    {
        Description = "Its environment [default: default, which holds in all of them]",
        HelpName = "NAME",
    };

    public Command AddTo(Command command)
    {
        command.Arguments.Add(_name);
        command.Options.Add(Environment);
        return command;
    }

    public string Name(ParseResult arguments) => arguments.GetRequiredValue(_name);

    /// <summary>The configuration's path with its environment in the query.</summary>
    public string Path(ParseResult arguments, string rest = "") =>
        $"{Root}/{Segment(Name(arguments))}{rest}?environment={Uri.EscapeDataString(arguments.GetValue(Environment) ?? "default")}";

    /// <summary>A name in a path; what cannot be one would be another path ("", ".").</summary>
    public static string Segment(string name) => ConfigurationName.TryParse(name, out _)
        ? name
        : throw new CommandFailedException(ExitCode.Usage, $"'{name}' is no configuration's name: it {ConfigurationName.Rule}.");

    public Task<JsonNode> FindAsync(ParseResult arguments, MeshApi mesh, CancellationToken cancellationToken) =>
        ReadAsync(mesh, Path(arguments), cancellationToken);

    /// <summary>Also a deleted one, whose first version is still there, and has its id.</summary>
    public Task<JsonNode> FindFirstAsync(ParseResult arguments, MeshApi mesh, CancellationToken cancellationToken) =>
        ReadAsync(mesh, $"{Path(arguments)}&version=1", cancellationToken);

    /// <summary>Paths of histories have the id in the name's place.</summary>
    public static string PathOf(JsonNode configuration, string rest) => $"{Root}/{Uri.EscapeDataString(Field.Of(configuration, "id"))}{rest}";

    private static async Task<JsonNode> ReadAsync(MeshApi mesh, string path, CancellationToken cancellationToken) =>
        await mesh.GetAsync(path, cancellationToken)
            ?? throw new CommandFailedException(ExitCode.Failed, "The answer is empty: is this the address of a mesh?");
}
