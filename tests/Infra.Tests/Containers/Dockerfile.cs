using System.Text.RegularExpressions;

namespace ToskaMesh.Infra.Tests.Containers;

/// <summary>A Dockerfile's instructions, with what is continued joined and comments left out.</summary>
internal sealed partial class Dockerfile
{
    private Dockerfile(string text) => Instructions =
    [
        .. Continued().Replace(string.Join('\n', text.Split('\n').Where(line => !line.StartsWith('#'))), " ")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(' ', 2, StringSplitOptions.TrimEntries))
            .Select(parts => (parts[0], parts.ElementAtOrDefault(1) ?? "")),
    ];

    public IReadOnlyList<(string Name, string Arguments)> Instructions { get; }

    /// <summary>Of the image itself: what follows the last FROM.</summary>
    public IEnumerable<(string Name, string Arguments)> Final => Instructions.Skip(Instructions.Select((item, index) => (item, index)).Last(pair => pair.item.Name == "FROM").index);

    /// <summary>What is copied from the clone.</summary>
    public IEnumerable<string> Sources => Instructions.Where(item => item.Name == "COPY" && !item.Arguments.Contains("--from", StringComparison.Ordinal))
        .SelectMany(item => item.Arguments.Split(' ')[..^1]);

    public static Dockerfile Read(string name) => new(Repository.Read($"infra/docker/{name}.Dockerfile"));

    public string Single(string name) => Final.Single(item => item.Name == name).Arguments;

    [GeneratedRegex("\\\\\\n\\s*")]
    private static partial Regex Continued();
}
