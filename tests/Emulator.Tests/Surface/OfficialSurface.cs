using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace ToskaMesh.Emulator.Tests.Surface;

/// <summary>The public surface of the official packages, read from their text form.</summary>
internal sealed partial class OfficialSurface
{
    private readonly Dictionary<string, OfficialType> _types = [];

    public static OfficialSurface OfFiles(string folder)
    {
        var surface = new OfficialSurface();
        foreach (var file in Directory.GetFiles(folder, "*.txt"))
        {
            surface.Add(File.ReadAllText(file));
        }

        return surface;
    }

    public static OfficialSurface Parse(string text)
    {
        var surface = new OfficialSurface();
        surface.Add(text);
        return surface;
    }

    public int Count => _types.Count;

    public bool TryGet(string fullName, [NotNullWhen(true)] out OfficialType? type) => _types.TryGetValue(fullName, out type);

    private void Add(string text)
    {
        var (ns, attributes) = ("", "");
        var lines = new Queue<string>(EnumBody().Replace(text, OneMemberALine).Split('\n').Select(l => l.TrimEnd('\r')));
        while (lines.TryDequeue(out var line))
        {
            if (line.StartsWith("namespace ", StringComparison.Ordinal))
            {
                ns = line["namespace ".Length..].TrimEnd(';');
            }
            else if (line.StartsWith('['))
            {
                attributes = line;
            }
            else if (line.StartsWith("public ", StringComparison.Ordinal))
            {
                Add(ns, line, AttributeUsage().Match(attributes), Body(line, lines));
                attributes = "";
            }
        }
    }

    private void Add(string ns, string header, Match usage, IReadOnlySet<string> members)
    {
        var declaration = SurfaceText.Declaration(header.TrimEnd(';'));
        var type = new OfficialType(declaration.Text, usage.Success ? SurfaceText.Usage(usage.Groups[1].Value) : null, members);
        var name = $"{ns}.{declaration.Name}";
        _types[name] = _types.TryGetValue(name, out var known) ? known.Union(type) : type;
    }

    /// <summary>A delegate has no body and ends with a semicolon.</summary>
    private static HashSet<string> Body(string header, Queue<string> lines)
    {
        var members = new HashSet<string>();
        if (header.EndsWith(';'))
        {
            return members;
        }

        while (lines.TryDequeue(out var line) && line != "}")
        {
            if (line.StartsWith("    ", StringComparison.Ordinal))
            {
                members.Add(SurfaceText.Member(line.Trim()));
            }
        }

        return members;
    }

    private static string OneMemberALine(Match body)
    {
        var members = body.Groups[2].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return $"{body.Groups[1].Value}\n{{\n{string.Concat(members.Select(m => $"    {m},\n"))}}}";
    }

    [GeneratedRegex(@"^(public enum \w+)\s*\{([^}]*)\}", RegexOptions.Multiline)]
    private static partial Regex EnumBody();

    [GeneratedRegex(@"AttributeUsageAttribute\(([^)]*)\)")]
    private static partial Regex AttributeUsage();
}
