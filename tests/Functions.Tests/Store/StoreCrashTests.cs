using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using ToskaMesh.Testing;

namespace ToskaMesh.Functions.Tests.Store;

/// <summary>What was acknowledged survives <c>kill -9</c> at any time, with its event.</summary>
public sealed class StoreCrashTests : IDisposable
{
    private const string InFlight = "32";

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Kill_WhileManyRegister_LosesNothingThatWasAcknowledged()
    {
        foreach (var enough in new[] { 1, 300, 700 })
        {
            var acknowledged = await RegisterUntilKilledAsync(enough);
            await AssertAllThereAsync(acknowledged);
            Directory.EnumerateFiles(_directory.Path).ToList().ForEach(File.Delete);
        }
    }

    private async Task<List<string>> RegisterUntilKilledAsync(int enough)
    {
        using var writer = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "ToskaMesh.CrashingWriter.dll"), _directory.Path, InFlight },
            RedirectStandardOutput = true,
        })!;
        var acknowledged = new List<string>();
        while (await writer.StandardOutput.ReadLineAsync(Cancel) is { } line)
        {
            if (line.Split(' ') is [var id, "stands"])
            {
                acknowledged.Add(id);
            }

            if (acknowledged.Count == enough)
            {
                writer.Kill();
            }
        }

        await writer.WaitForExitAsync(Cancel);
        Assert.True(acknowledged.Count >= enough, $"It ended by itself after {acknowledged.Count}.");
        return acknowledged;
    }

    private async Task AssertAllThereAsync(List<string> acknowledged)
    {
        await using var store = await MeshStoreUnderTest.OpenAsync(_directory.Path, TimeProvider.System);
        await using var context = store.Open();
        var instances = await context.Instances.Select(row => row.Id).ToHashSetAsync(Cancel);
        var told = await context.Outbox.Select(row => row.Subject).ToHashSetAsync(Cancel);

        Assert.Empty(acknowledged.Except(instances));
        Assert.True(told.SetEquals(instances), "An instance without its event, or the reverse.");
        var numbers = await context.Instances.Select(row => row.Revision).ToListAsync(Cancel);
        Assert.True((await context.State.SingleAsync(Cancel)).Revision >= numbers.DefaultIfEmpty().Max());
    }
}
