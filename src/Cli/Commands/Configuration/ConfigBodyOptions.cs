using System.CommandLine;
using System.Text.Json.Nodes;

namespace ToskaMesh.Cli.Commands.Configuration;

/// <summary>What a version is to hold besides its content; what is not said stays as it was.</summary>
internal sealed class ConfigBodyOptions
{
    private readonly Option<string?> _schema = new("--schema") { Description = "File with a JSON Schema (draft 2020-12) that the content obeys", HelpName = "FILE" };

    private readonly Option<string[]> _services = new("--service") { Description = "Only for this service; repeat it for several", HelpName = "NAME" };

    private readonly Option<string[]> _labels = new("--label") { Description = "Only for instances with this label; repeat it to require several", HelpName = "KEY=VALUE" };

    private readonly Option<string?> _description = new("--description") { Description = "What it is for", HelpName = "TEXT" };

    private readonly Option<string?> _notes = new("--notes") { Description = "Why, for the history", HelpName = "TEXT" };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_schema, _services, _labels, _description, _notes])
        {
            command.Options.Add(option);
        }
    }

    /// <param name="before">The last version; null where there is none.</param>
    public JsonObject Body(ParseResult arguments, JsonNode? before, string content, string format)
    {
        var body = new JsonObject { ["content"] = content, ["format"] = format };
        Set(body, "schema", arguments.GetValue(_schema) is { } file ? ConfigFile.Read(file) : before?["schema"]?.DeepClone());
        Set(body, "services", arguments.GetValue(_services) is { Length: > 0 } services ? new JsonArray([.. services.Select(name => (JsonNode?)name)]) : before?["services"]?.DeepClone());
        Set(body, "labels", arguments.GetValue(_labels) is { Length: > 0 } labels ? Labels(labels) : before?["labels"]?.DeepClone());
        Set(body, "description", arguments.GetValue(_description) ?? before?["description"]?.DeepClone());
        Set(body, "notes", arguments.GetValue(_notes));
        return body;
    }

    private static void Set(JsonObject body, string name, JsonNode? value)
    {
        if (value is not null)
        {
            body[name] = value;
        }
    }

    private static JsonObject Labels(string[] labels)
    {
        var result = new JsonObject();
        foreach (var label in labels)
        {
            var parts = label.Split('=', 2);
            result[parts[0]] = parts.Length == 2 ? parts[1] : throw new CommandFailedException(ExitCode.Usage, $"'{label}' is no KEY=VALUE.");
        }

        return result;
    }
}
