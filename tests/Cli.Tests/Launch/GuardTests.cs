using System.Diagnostics;
using ToskaMesh.Cli.Launch;
using ToskaMesh.Testing;

namespace ToskaMesh.Cli.Tests.Launch;

public sealed class GuardTests
{
    [Fact]
    public async Task Guard_WhoseOwnerIsKilled_EndsTheChildren()
    {
        using var child = Process.Start("/bin/sleep", "300");
        using var owner = StartGuardScript();
        await owner.StandardInput.WriteLineAsync($"watch {child.Id}");
        owner.StandardInput.Close();

        await Eventually.TrueAsync(() => child.HasExited, "the child was ended");
    }

    [Fact]
    public async Task Guard_ToldThatAllIsDone_EndsNobody()
    {
        using var child = Process.Start("/bin/sleep", "300");
        using var owner = StartGuardScript();
        await owner.StandardInput.WriteLineAsync($"watch {child.Id}\nwatch 1\nforget 1\ndone");
        await owner.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.False(child.HasExited);
        child.Kill();
    }

    private static Process StartGuardScript()
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Guard.Script());
        return Process.Start(start)!;
    }
}
