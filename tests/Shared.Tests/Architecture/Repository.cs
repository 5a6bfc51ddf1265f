using System.Xml.Linq;

namespace ToskaMesh.Shared.Tests.Architecture;

/// <summary>The source tree that these tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] Generated = ["bin", "obj", "node_modules"];

    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>Folders below one of the root's, without what builds leave behind.</summary>
    public static IEnumerable<string> FoldersUnder(string folder)
    {
        var path = Path.Combine(Root, folder);
        return Directory.Exists(path) ? Descend(path) : [];
    }

    public static IEnumerable<string> SourcesUnder(string folder) =>
        FoldersUnder(folder).SelectMany(path => Directory.EnumerateFiles(path, "*.cs"));

    public static XDocument Project(string path) => XDocument.Load(Path.Combine(Root, path));

    /// <summary>Names of the projects that one references, in order.</summary>
    public static string[] References(string path) =>
    [
        .. Project(path).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(((string?)reference.Attribute("Include"))!.Replace('\\', '/')))
            .Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<string> Descend(string path) =>
        Directory.EnumerateDirectories(path)
            .Where(child => !Generated.Contains(Path.GetFileName(child)) && !Path.GetFileName(child).StartsWith('.'))
            .SelectMany(Descend)
            .Prepend(path);

    private static string Find(DirectoryInfo? directory) =>
        directory is null ? throw new DirectoryNotFoundException("No folder above the tests holds ToskaMesh.sln.")
        : File.Exists(Path.Combine(directory.FullName, "ToskaMesh.sln")) ? directory.FullName
        : Find(directory.Parent);
}
