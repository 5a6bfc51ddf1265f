namespace ToskaMesh.Testing.Clone;

/// <summary>The files that are tested: those of the clone, not copies.</summary>
public static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <param name="path">From the root, with slashes.</param>
    public static string File(string path) => Path.Combine([Root, .. path.Split('/')]);

    public static string Read(string path) => System.IO.File.ReadAllText(File(path));

    private static string Find(DirectoryInfo? folder) => folder switch
    {
        null => throw new InvalidOperationException("No folder above the tests holds ToskaMesh.sln."),
        _ when System.IO.File.Exists(Path.Combine(folder.FullName, "ToskaMesh.sln")) => folder.FullName,
        _ => Find(folder.Parent),
    };
}
