using System.CommandLine;
using System.Text.Json.Nodes;

namespace ToskaMesh.Cli.Commands.Configuration;

/// <summary>Labels as they are given on the command line: each as <c>KEY=VALUE</c>.</summary>
internal static class Labels
{
    public static Option<string[]> Option(string description)
    {
        var option = new Option<string[]>("--label") { Description = description, HelpName = "KEY=VALUE" };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !token.Value.Contains('=', StringComparison.Ordinal)))
            {
                result.AddError($"--label must be KEY=VALUE, such as tier=web, not '{token.Value}'.");
            }
        });
        return option;
    }

    public static JsonObject Of(IEnumerable<string> given)
    {
        var labels = new JsonObject();
        foreach (var label in given.Select(label => label.Split('=', 2)))
        {
            labels[label[0]] = label[1];
        }

        return labels;
    }
}
