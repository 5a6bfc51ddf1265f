namespace ToskaMesh.Functions.Tests;

/// <summary>The folder that holds the solution.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string File(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Find(DirectoryInfo? folder) => folder switch
    {
        null => throw new InvalidOperationException("No folder above the tests holds ToskaMesh.sln."),
        _ when System.IO.File.Exists(System.IO.Path.Combine(folder.FullName, "ToskaMesh.sln")) => folder.FullName,
        _ => Find(folder.Parent),
    };
}
