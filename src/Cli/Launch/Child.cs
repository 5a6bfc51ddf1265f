using System.Diagnostics;

namespace ToskaMesh.Cli.Launch;

/// <summary>A running process of the mesh. Its output goes to its log.</summary>
internal sealed class Child : IDisposable
{
    // The terminal sends Ctrl-C to every process of its group; the order of stopping is decided here, so children do
    // not hear it. .NET leaves a signal alone that was ignored when it started.
    private const string DeafToTerminal = "trap '' HUP INT; exec \"$@\"";

    private readonly Process _process;
    private readonly Task _output;

    private Child(Process process, LogFile log)
    {
        _process = process;
        _output = Task.WhenAll(PumpAsync(process.StandardOutput, log), PumpAsync(process.StandardError, log));
    }

    public int Id => _process.Id;

    public static Child Start(ChildSpec spec, LogFile log, Guard guard)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = spec.Folder ?? "",
        };
        foreach (var argument in (string[])["-c", DeafToTerminal, "sh", .. spec.Command])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in spec.Environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("/bin/sh did not start.");
        guard.Watch(process.Id);
        process.StandardInput.Close();
        return new Child(process, log);
    }

    /// <summary>Ends when the process has ended and all of its output is in the log.</summary>
    /// <returns>Its exit status; 128 and more is a signal.</returns>
    public async Task<int> EndedAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        await _output.WaitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public void Terminate() => Signal.Terminate(_process.Id);

    public void Kill() => _process.Kill();

    public void Dispose() => _process.Dispose();

    private static async Task PumpAsync(StreamReader output, LogFile log)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            log.WriteLine(line);
        }
    }
}
