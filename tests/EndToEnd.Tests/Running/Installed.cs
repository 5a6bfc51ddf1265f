namespace ToskaMesh.EndToEnd.Tests.Running;

/// <summary>Programs that a test needs besides the SDK. <c>.ci/run</c> installs them and requires them.</summary>
internal static class Installed
{
    /// <summary>Skips the test with its reason where a program is missing; fails it where <c>TOSKA_TEST_SERVERS=required</c>.</summary>
    public static void Require(params string[] programs)
    {
        var missing = programs.Where(program => Find(program) is null).ToList();
        var reason = $"needs {string.Join(", ", missing)}, which this machine does not have";
        if (Environment.GetEnvironmentVariable("TOSKA_TEST_SERVERS") is "required")
        {
            Assert.True(missing.Count == 0, reason);
        }

        Assert.SkipUnless(missing.Count == 0, reason);
    }

    /// <summary>The program's path; null when it is not installed.</summary>
    public static string? Find(string program) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin".Split(':')
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
