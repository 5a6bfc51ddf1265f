using ToskaMesh.EndToEnd.Tests.Running;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Processes;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.EndToEnd.Tests;

/// <summary>Function apps that share nothing but the storage of their timers.</summary>
public sealed class SharedTimerTests
{
    private const string Runs = "Timer Tick runs";

    private static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    // A quarter of a minute is the lease in development, and half of it the time between two tries of who stands by.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Timer_OfTwoFunctionApps_RunsInOneAndMovesWhenThatIsKilled()
    {
        await using var server = new AzuriteServer();
        await server.StartAsync();
        server.SetClock(Start);
        var storage = new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = server.NewAccount(),
            ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development",
        };
        await using var first = await Mesh.StartAsync(MeshProfile.Embedded, storage);
        await SaysAsync(first.Functions!, Runs);
        await using var second = await Mesh.StartAsync(MeshProfile.Embedded, storage);
        await SaysAsync(second.Functions!, "stands by");
        Assert.DoesNotContain(Runs, second.Functions!.Output, StringComparison.Ordinal);

        await first.Functions!.KillAsync();
        server.SetClock(Start + Lease);

        await SaysAsync(second.Functions, Runs);
    }

    private static Task SaysAsync(ChildProcess process, string text) =>
        Eventually.TrueAsync(() => process.Output.Contains(text, StringComparison.Ordinal), $"'{text}' in the output:\n{process.Output}");
}
