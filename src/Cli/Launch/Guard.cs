using System.Diagnostics;

namespace ToskaMesh.Cli.Launch;

/// <summary>A small process beside this one that ends the children if this one is killed without a chance to do it.</summary>
internal sealed class Guard : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Process _process;

    private Guard(Process process) => _process = process;

    public static Guard Start()
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Script());
        return new Guard(Process.Start(start)!);
    }

    internal static string Script()
    {
        using var script = new StreamReader(typeof(Guard).Assembly.GetManifestResourceStream("Guard.sh")!);
        return script.ReadToEnd();
    }

    public void Watch(int processId) => Tell($"watch {processId}");

    public void Forget(int processId) => Tell($"forget {processId}");

    public void Dispose()
    {
        Tell("done");
        _process.Dispose();
    }

    private void Tell(string line)
    {
        lock (_lock)
        {
            try
            {
                _process.StandardInput.WriteLine(line);
                _process.StandardInput.Flush();
            }
            catch (IOException)
            {
                // Somebody ended the guard: the mesh runs on without it.
            }
        }
    }
}
