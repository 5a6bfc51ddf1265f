using System.Globalization;

namespace ToskaMesh.Testing.Servers;

/// <summary>The kernel's view of processes, under /proc.</summary>
internal static class ProcessTable
{
    private const int ParentField = 1;

    /// <summary>Those that it started and that still run.</summary>
    public static IReadOnlyList<int> ChildrenOf(int parent) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && Fields(id) is { } fields && fields[ParentField] == parent.ToString(CultureInfo.InvariantCulture)),
    ];

    // What follows the name, which may hold spaces itself: the state, the parent, ...
    private static string[]? Fields(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
