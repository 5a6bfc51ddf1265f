using System.CommandLine;
using System.Text.Json.Nodes;
using ToskaMesh.Cli.Client;

namespace ToskaMesh.Cli.Commands.Configuration.Rollouts;

/// <summary>Which rollout a command is about: the newest of a configuration, or the one with an id.</summary>
internal sealed class RolloutOptions
{
    private readonly ConfigOptions _which = new();

    private readonly Argument<string?> _id = new("id") { Description = "The rollout's id [default: the newest]", Arity = ArgumentArity.ZeroOrOne };

    public Command AddTo(Command command)
    {
        _which.AddTo(command);
        command.Arguments.Add(_id);
        return command;
    }

    public string Name(ParseResult arguments) => _which.Name(arguments);

    /// <summary>The path of one rollout, or of what is told to it.</summary>
    public string PathOf(ParseResult arguments, string id, string rest = "") => _which.Path(arguments, $"/rollouts/{Uri.EscapeDataString(id)}{rest}");

    /// <summary>The id that was given, or the newest one's.</summary>
    public async Task<string> IdAsync(ParseResult arguments, MeshApi mesh, CancellationToken cancellationToken) =>
        arguments.GetValue(_id) ?? Field.Of(await NewestAsync(arguments, mesh, cancellationToken), "id");

    /// <summary>The one whose id was given, or the newest.</summary>
    public async Task<JsonNode> FindAsync(ParseResult arguments, MeshApi mesh, CancellationToken cancellationToken) =>
        arguments.GetValue(_id) is { } id
            ? await mesh.GetAsync(PathOf(arguments, id), cancellationToken) ?? throw new CommandFailedException(ExitCode.Failed, "The answer is empty: is this the address of a mesh?")
            : await NewestAsync(arguments, mesh, cancellationToken);

    private async Task<JsonNode> NewestAsync(ParseResult arguments, MeshApi mesh, CancellationToken cancellationToken)
    {
        var newest = await mesh.GetAsync($"{_which.Path(arguments, "/rollouts")}&limit=1", cancellationToken) as JsonArray;
        return newest is [{ } one, ..]
            ? one
            : throw new CommandFailedException(ExitCode.NotFound, $"{Name(arguments)} has no rollout. Start one with 'toska config rollout start'.");
    }
}
