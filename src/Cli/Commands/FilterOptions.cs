using System.CommandLine;

namespace ToskaMesh.Cli.Commands;

/// <summary>Narrows a list of services or instances.</summary>
internal sealed class FilterOptions
{
    private readonly Option<string[]> _tags = new("--tag") { Description = "Only with this tag; repeat it to require several", HelpName = "TAG" };

    private readonly Option<string?> _zone = new("--zone") { Description = "Only in this zone", HelpName = "ZONE" };

    public void AddTo(Command command)
    {
        command.Options.Add(_tags);
        command.Options.Add(_zone);
    }

    /// <summary>As a query string, with its question mark; empty without a filter.</summary>
    public string Query(ParseResult arguments)
    {
        var tags = (arguments.GetValue(_tags) ?? []).Select(tag => $"tag={Uri.EscapeDataString(tag)}");
        var zone = arguments.GetValue(_zone) is { } name ? [$"zone={Uri.EscapeDataString(name)}"] : Array.Empty<string>();
        string[] parts = [.. tags, .. zone];
        return parts.Length == 0 ? "" : $"?{string.Join('&', parts)}";
    }
}
