namespace ToskaMesh.EndToEnd.Tests.Running;

/// <summary>Programs that a test needs besides the SDK. <c>.ci/run</c> installs them and requires them.</summary>
internal static class Installed
{
    /// <summary>Skips the test with its reason where a program is missing; fails it where <c>TOSKA_TEST_SERVERS=required</c>.</summary>
    public static void Require(params string[] programs)
    {
        var missing = programs.Where(program => Find(program) is null).ToList();
        Require(missing.Count == 0, $"needs {string.Join(", ", missing)}, which this machine does not have");
    }

    /// <summary>The same for a folder, such as that of an npm package.</summary>
    public static void RequireFolder(string path) => Require(Directory.Exists(path), $"needs {path}: run scripts/servers.sh install");

    /// <summary>The program's path; null when it is not installed.</summary>
    public static string? Find(string program) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin".Split(':')
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    private static void Require(bool isThere, string reason)
    {
        if (Environment.GetEnvironmentVariable("TOSKA_TEST_SERVERS") is "required")
        {
            Assert.True(isThere, reason);
        }

        Assert.SkipUnless(isThere, reason);
    }
}
