using System.Diagnostics;
using Microsoft.Data.Sqlite;
using ToskaMesh.Testing;

namespace ToskaMesh.Emulator.Tests.Durable;

/// <summary>A host that is killed again and again, at points of chance, while it runs orchestrations of every pattern.</summary>
public sealed class OrchestrationCrashTests : IDisposable
{
    private const int Kills = 50;
    private const int MostLines = 90;

    // Bounds a failing test only: a life takes a second or two, and the last one some ten.
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(3);

    private static readonly Dictionary<string, string> Expected = new()
    {
        ["Chain"] = "0;1;2;3;",
        ["FanOut"] = string.Concat(Enumerable.Range(0, 25).Select(i => $"{i};")),
        ["Effects"] = string.Join(' ', Enumerable.Range(0, 3).SelectMany(child => Enumerable.Range(0, 4).Select(i => $"{child}{i}"))),
        ["Loop"] = string.Join(' ', Enumerable.Range(0, 7)),
        ["Approval"] = "decided",
        ["Retries"] = "at last",
        ["Compensation"] = "undone b; a;",
    };

    private readonly TemporaryDirectory _directory = new();
    private readonly HashSet<string> _started = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Kill_FiftyTimesWhileOrchestrationsRun_EndsEachWithItsResultAndNoEffectTwice()
    {
        // Where a life ends is counted in lines of output, so that no clock is needed; the seed makes a failure repeatable.
        var chance = new Random(20260302);
        for (var life = 0; life < Kills; life++)
        {
            await LiveAsync(["drive", $"{life}"], killAfter: chance.Next(MostLines));
        }

        var ids = _directory.File("ids");
        await File.WriteAllLinesAsync(ids, _started, Cancel);
        var results = await LiveAsync(["end", ids], killAfter: int.MaxValue);
        var wrong = results.Where(line => line.StartsWith("result ", StringComparison.Ordinal)).Select(Fault).OfType<string>().ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(20)));
        Assert.Equal(_started.Count, results.Count(line => line.StartsWith("result ", StringComparison.Ordinal)));
        Assert.True(_started.Count > Kills, $"only {_started.Count} orchestrations were started");
        Assert.Equal(Expected.Keys.Order(), _started.Select(PatternOf).Distinct().Order());
        AssertNothingIsLeft();
    }

    /// <summary>Runs the host on the same store.</summary>
    /// <returns>What it printed.</returns>
    private async Task<List<string>> LiveAsync(string[] arguments, int killAfter)
    {
        using var host = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "ToskaMesh.CrashingOrchestrations.dll"), $"{FreePort.Next()}", arguments[0], arguments[1],
            },
            Environment = { ["TOSKA_DATA"] = _directory.Path, ["Logging__LogLevel__Default"] = "None" },
            RedirectStandardOutput = true,
        })!;
        var lines = new List<string>();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(LongestLife);
        try
        {
            while (await host.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            {
                lines.Add(line);
                if (line.Split(' ') is ["started", var id, "."])
                {
                    _started.Add(id);
                }

                if (lines.Count > killAfter)
                {
                    host.Kill();
                }
            }

            await host.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            host.Kill();
            Assert.Fail($"'{string.Join(' ', arguments)}' stands still after:\n{string.Join('\n', lines.TakeLast(20))}");
        }

        Assert.True(killAfter < int.MaxValue || host.ExitCode == 0, string.Join('\n', lines.TakeLast(20)));
        return lines;
    }

    private static string? Fault(string line)
    {
        var parts = line.Split(' ', 4);
        var expected = $"\"{Expected[PatternOf(parts[1])]}\" .";
        return parts[2] == "Completed" && parts[3] == expected ? null : $"{line}, expected {expected}";
    }

    private static string PatternOf(string id) => id.Split('-')[0];

    /// <summary>
    /// No activity and no message is left over, and every instance has completed, also children and those that were
    /// stored but not acknowledged.
    /// </summary>
    private void AssertNothingIsLeft()
    {
        using var connection = new SqliteConnection($"Data Source={_directory.File("durable-testhubname.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT (SELECT COUNT(*) FROM instances WHERE status <> 1) || ' ' || (SELECT COUNT(*) FROM inbox) || ' ' || (SELECT COUNT(*) FROM activities)
            """;
        Assert.Equal("0 0 0", command.ExecuteScalar());
    }
}
