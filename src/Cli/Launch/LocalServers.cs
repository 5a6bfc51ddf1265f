using System.Diagnostics;

namespace ToskaMesh.Cli.Launch;

/// <summary>The servers of the profile <c>local</c>, by way of <c>scripts/servers.sh</c>, which also tells people of its progress.</summary>
internal sealed class LocalServers(string script)
{
    // As with the mesh's own processes, the terminal's Ctrl-C is for toska to handle.
    private const string DeafToTerminal = "trap '' HUP INT; exec \"$@\"";

    private IReadOnlyList<string> _startedHere = [];

    /// <summary>What function app and gateway are told of the servers, as environment variables.</summary>
    public async Task<IReadOnlyDictionary<string, string>> SettingsAsync(CancellationToken cancellationToken)
    {
        var lines = await OutputAsync("settings", cancellationToken);
        return lines.Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
    }

    /// <summary>Starts those that do not run, and remembers which.</summary>
    /// <exception cref="CommandFailedException">One did not start; what to do is on the standard error already.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // name, state, process, address
        var status = (await OutputAsync("status", cancellationToken)).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        _startedHere = [.. status.Where(server => server[1] == "stopped").Select(server => server[0])];
        if (await RunAsync(["start"], cancellationToken) != 0)
        {
            throw new CommandFailedException(ExitCode.Failed, "The servers of the profile 'local' did not start; the lines above say why.");
        }
    }

    /// <summary>Stops those that were started here; whoever started the others may still want them.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_startedHere.Count == 0)
        {
            return;
        }

        try
        {
            await RunAsync(["stop", .. _startedHere], cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"Some servers may still run: {script} stop");
        }
    }

    private async Task<IReadOnlyList<string>> OutputAsync(string command, CancellationToken cancellationToken)
    {
        using var process = Start([command], redirectOutput: true);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        // "status" of servers that do not run is no failure, and has lines.
        return lines.Length > 0
            ? lines
            : throw new CommandFailedException(ExitCode.Failed, $"'{script} {command}' failed with status {process.ExitCode}.");
    }

    private async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Start(arguments, redirectOutput: false);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    private Process Start(IReadOnlyList<string> arguments, bool redirectOutput)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", DeafToTerminal, "sh", "bash", script, .. arguments]) { RedirectStandardOutput = redirectOutput };
        return Process.Start(start) ?? throw new InvalidOperationException("/bin/sh did not start.");
    }
}
