using System.CommandLine;
using System.Text.Json.Nodes;

namespace ToskaMesh.Cli.Commands.Configuration;

/// <summary>What a version is to hold besides its content; what is not said stays as it was.</summary>
internal sealed class ConfigBodyOptions
{
    private readonly Option<string?> _schema = new("--schema") { Description = "File with a JSON Schema (draft 2020-12) that the content obeys", HelpName = "FILE" };

    private readonly Option<string[]> _services = new("--service") { Description = "Only for this service; repeat it for several", HelpName = "NAME" };

    private readonly Option<string[]> _labels = Labels.Option("Only for instances with this label; repeat it to require several");

    private readonly Option<string?> _description = new("--description") { Description = "What it is for", HelpName = "TEXT" };

    private readonly Option<string?> _notes = new("--notes") { Description = "Why, for the history", HelpName = "TEXT" };

    private readonly Option<string[]> _clear = new("--clear") { Description = "Leave out what the last version has of this; repeat it for several", HelpName = "description|labels|schema|services" };

    private readonly Option<bool> _noActivate = new("--no-activate") { Description = "Let the new version wait for a rollout: nobody gets it yet" };

    public ConfigBodyOptions() => _clear.AcceptOnlyFromAmong("description", "labels", "schema", "services");

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_schema, _services, _labels, _description, _clear, _notes, _noActivate])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Whether something besides the content is to be another than it was.</summary>
    public bool Change(ParseResult arguments) =>
        ((Option[])[_schema, _services, _labels, _description, _clear]).Any(option => arguments.GetResult(option) is { Implicit: false });

    /// <param name="before">The last version; null where there is none.</param>
    public JsonObject Body(ParseResult arguments, JsonNode? before, string content, string format)
    {
        var body = new JsonObject { ["content"] = content, ["format"] = format };
        var cleared = arguments.GetValue(_clear) ?? [];
        JsonNode? Kept(string name) => cleared.Contains(name) ? null : before?[name]?.DeepClone();

        Set(body, "schema", arguments.GetValue(_schema) is { } file ? ConfigFile.Read(file) : Kept("schema"));
        Set(body, "services", arguments.GetValue(_services) is { Length: > 0 } services ? new JsonArray([.. services.Select(name => (JsonNode?)name)]) : Kept("services"));
        Set(body, "labels", arguments.GetValue(_labels) is { Length: > 0 } labels ? Labels.Of(labels) : Kept("labels"));
        Set(body, "description", arguments.GetValue(_description) ?? Kept("description"));
        Set(body, "notes", arguments.GetValue(_notes));
        Set(body, "activate", arguments.GetValue(_noActivate) ? false : null);
        return body;
    }

    private static void Set(JsonObject body, string name, JsonNode? value)
    {
        if (value is not null)
        {
            body[name] = value;
        }
    }
}
