using System.CommandLine;
using ToskaMesh.Cli.Client;
using ToskaMesh.Cli.Launch;

namespace ToskaMesh.Cli.Commands;

/// <summary>The options of every command that talks to a running mesh.</summary>
internal sealed class ConnectionOptions(Option<string?> data, Installation? installation, Surroundings surroundings)
{
    private readonly Option<string?> _url = new("--url")
    {
        Description = $"Address of the gateway or the function app [default: {Connection.UrlVariable}, then {Connection.DefaultUrl}]",
        HelpName = "URL",
    };

    private readonly Option<string?> _key = new("--key")
    {
        Description = $"API key [default: {Connection.KeyVariable}, then the login at the URL, then the file api-key in the data directory]",
        HelpName = "KEY",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print JSON as the mesh answered it, for scripts" };

    public Surroundings Surroundings => surroundings;

    public Command AddTo(Command command)
    {
        command.Options.Add(_url);
        command.Options.Add(_key);
        command.Options.Add(data);
        command.Options.Add(_json);
        return command;
    }

    public bool Json(ParseResult arguments) => arguments.GetValue(_json);

    public HttpClient Open(ParseResult arguments) => Choose(arguments).Open(surroundings.Time);

    public Connection Choose(ParseResult arguments) =>
        Connection.Choose(arguments.GetValue(_url), arguments.GetValue(_key), Data(arguments), surroundings.Sessions);

    public DataDirectory Data(ParseResult arguments) => DataDirectory.Choose(arguments.GetValue(data), installation);
}
