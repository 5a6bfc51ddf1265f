using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;

namespace ToskaMesh.Testing.Servers;

/// <summary>
/// A genuine server program that tests start in a temporary folder, on free ports of loopback, and that they can kill,
/// pause, and start again on the same folder and ports. It is a session of its own, so that a signal reaches all of its
/// processes. Where the program is missing the test is skipped with the reason, or fails where
/// <c>TOSKA_TEST_SERVERS=required</c>.
/// </summary>
public abstract partial class ServerProcess : IAsyncDisposable
{
    private const int SigKill = 9;
    private const int SigTerm = 15;
    private const int SigContinue = 18;
    private const int SigStop = 19;

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan RunTimeout = TimeSpan.FromMinutes(2);

    private readonly TemporaryDirectory _directory = new();
    private Process? _process;

    /// <summary>What is missing is said by this name.</summary>
    public abstract string Name { get; }

    /// <summary>Removed when the server is disposed of.</summary>
    protected string Directory => _directory.Path;

    /// <summary>The program's process, which is also the number of its group.</summary>
    protected int Id => _process?.Id ?? throw new InvalidOperationException($"{Name} is not running.");

    /// <summary>Skips the calling test, or fails it, when <paramref name="program"/> is null.</summary>
    public static string Require(string name, string? program)
    {
        if (program is not null)
        {
            return program;
        }

        var reason = $"{name} is not installed: scripts/servers.sh install";
        if (Environment.GetEnvironmentVariable("TOSKA_TEST_SERVERS") is "required")
        {
            Assert.Fail(reason);
        }

        Assert.Skip(reason);
        throw new UnreachableException();
    }

    /// <summary>Makes the folder ready at the first start, then starts the program and waits until it can be used.</summary>
    public async Task StartAsync()
    {
        if (_process is null)
        {
            await PrepareAsync();
        }

        await RestartAsync();
    }

    /// <summary>Starts it again on the folder and ports that it had.</summary>
    public async Task RestartAsync()
    {
        // setsid makes the program the leader of a group of its own.
        var (program, arguments, environment) = Command();
        var start = new ProcessStartInfo("setsid", [program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Directory,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var output = new OutputTail();
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => output.Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => output.Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Eventually.TrueAsync(
            async () => _process.HasExited
                ? throw new InvalidOperationException($"{Name} ended with status {_process.ExitCode}:\n{output}")
                : await IsReadyAsync(),
            $"{Name} is ready:\n{output}",
            StartTimeout);
    }

    /// <summary>SIGKILL to all of its processes: nothing is flushed, nothing said.</summary>
    public Task KillAsync() => EndAsync(SigKill);

    /// <summary>Asks it to end, and waits until it has.</summary>
    public Task StopAsync() => EndAsync(StopSignal);

    /// <summary>SIGSTOP: it holds its connections and answers nothing.</summary>
    public void Pause() => Signal(SigStop);

    public void Resume() => Signal(SigContinue);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await EndAsync(SigKill);
            _process.Dispose();
        }

        _directory.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What makes it end in order, without waiting for its clients.</summary>
    protected virtual int StopSignal => SigTerm;

    /// <summary>All of its processes, as kill(2) names them: a number below zero is a group.</summary>
    protected virtual IReadOnlyList<int> Processes() => [-Id];

    /// <summary>The first of these that exists, absolute or on the path.</summary>
    protected static string? Find(params string[] programs)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin");
        return programs.SelectMany(program => Path.IsPathRooted(program) ? [program] : path.Select(folder => Path.Combine(folder, program)))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Requires the program and lays out its folder; runs once.</summary>
    protected abstract Task PrepareAsync();

    /// <summary>A program that stays in the foreground.</summary>
    protected abstract (string Program, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment) Command();

    protected abstract Task<bool> IsReadyAsync();

    /// <summary>After the program ended: what it leaves running outside its group.</summary>
    protected virtual Task CleanUpAsync() => Task.CompletedTask;

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    protected static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(RunTimeout);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with status {process.ExitCode}:\n{await output}{await error}");
        }
    }

    private async Task EndAsync(int signal)
    {
        var processes = Processes();
        Signal(processes, signal);
        // Not for the end of its output, which a helper in a session of its own may hold open.
        await Eventually.TrueAsync(() => _process!.HasExited && processes.All(IsGone), $"every process of {Name} has ended");
        await CleanUpAsync();
    }

    private void Signal(int signal) => Signal(Processes(), signal);

    // One that is gone is as good as signalled; one that has just been started may not lead a group yet.
    private static void Signal(IReadOnlyList<int> processes, int signal)
    {
        foreach (var process in processes)
        {
            if (Kill(process, signal) != 0 && process < 0)
            {
                _ = Kill(-process, signal);
            }
        }
    }

    private static bool IsGone(int process) => Kill(process, 0) != 0;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
