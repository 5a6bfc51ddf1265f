using System.Reflection;

namespace ToskaMesh.EndToEnd.Tests.Running;

/// <summary>Where the build put what the tests start.</summary>
internal static class Built
{
    public static string Functions { get; } = Path("Functions");

    public static string Gateway { get; } = Path("Gateway");

    public static string Cli { get; } = Path("Cli");

    public static string Greeter { get; } = Path("Greeter");

    public static string Repository { get; } = Path("Repository");

    private static string Path(string key) =>
        System.IO.Path.GetFullPath(typeof(Built).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == key).Value!);
}
