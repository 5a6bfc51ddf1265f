using System.Diagnostics;
using ToskaMesh.Cli.Launch;

namespace ToskaMesh.Cli.Tests.Launch;

public sealed class GuardTests
{
    [Fact]
    public async Task Guard_WhoseOwnerIsKilled_AsksTheChildrenToEnd()
    {
        using var child = StartScript("trap 'exit 3' TERM; echo ready; while :; do sleep 0.02; done");
        await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        using var owner = StartScript(Guard.Script());
        await owner.StandardInput.WriteLineAsync($"watch {child.Id}");
        owner.StandardInput.Close();

        await child.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, child.ExitCode);
    }

    [Fact]
    public async Task Guard_ToldThatAllIsDone_EndsNobody()
    {
        using var child = Process.Start("/bin/sleep", "300");
        using var owner = StartScript(Guard.Script());
        await owner.StandardInput.WriteLineAsync($"watch {child.Id}\nwatch 1\nforget 1\ndone");
        await owner.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.False(child.HasExited);
        child.Kill();
    }

    private static Process StartScript(string script)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(script);
        return Process.Start(start)!;
    }
}
