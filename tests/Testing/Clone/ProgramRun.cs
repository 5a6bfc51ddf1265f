using System.Diagnostics;
using Xunit;

namespace ToskaMesh.Testing.Clone;

/// <summary>What a program said and how it ended.</summary>
public sealed record ProgramRun(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public string All => Output + Errors;

    /// <param name="environment">Replaces and, where the value is null, takes away.</param>
    public static async Task<ProgramRun> OfAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);
        return new ProgramRun(process.ExitCode, await output.WaitAsync(Patience), await errors.WaitAsync(Patience));
    }

    /// <summary>A program that the machine may lack: then the test is skipped, and fails where <c>TOSKA_TEST_SERVERS=required</c>.</summary>
    public static string Find(string program)
    {
        var path = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/local/bin".Split(':')
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        var reason = $"needs {program}, which this machine does not have";
        if (Environment.GetEnvironmentVariable("TOSKA_TEST_SERVERS") is "required")
        {
            Assert.True(path is not null, reason);
        }

        Assert.SkipUnless(path is not null, reason);
        return path!;
    }
}
