using System.CommandLine;
using System.Text.Json.Nodes;

namespace ToskaMesh.Cli.Commands.Identity;

/// <summary>What a new key or client may do. What is valid is the mesh's decision.</summary>
internal sealed class GrantOptions
{
    private readonly Argument<string> _name = new("name") { Description = "What people call it" };

    private readonly Option<string> _role;

    private readonly Option<string[]> _services = new("--service") { Description = "A service whose registrations it may write; may be repeated", HelpName = "NAME" };

    private readonly Option<string[]> _scopes = new("--scope") { Description = "A right beyond its role, such as routes:open; may be repeated", HelpName = "SCOPE" };

    /// <param name="roles">As people read them.</param>
    public GrantOptions(string roles) =>
        _role = new Option<string>("--role") { Description = roles, HelpName = "ROLE", DefaultValueFactory = _ => "Service" };

    public void AddTo(Command command)
    {
        command.Arguments.Add(_name);
        command.Options.Add(_role);
        command.Options.Add(_services);
        command.Options.Add(_scopes);
    }

    public JsonObject Body(ParseResult arguments) => new()
    {
        ["name"] = arguments.GetRequiredValue(_name),
        ["role"] = arguments.GetRequiredValue(_role),
        ["services"] = Array(arguments.GetValue(_services)),
        ["scopes"] = Array(arguments.GetValue(_scopes)),
    };

    private static JsonArray Array(string[]? values) => new([.. (values ?? []).Select(value => JsonValue.Create(value))]);
}
