using System.Net;
using System.Text.Json.Nodes;
using ToskaMesh.Testing;

namespace ToskaMesh.EndToEnd.Tests.Configuration;

/// <summary>
/// A rollout that runs, and all that was ever seen of it. Whenever it is looked at, it must not have gone back: neither a
/// step nor an instance, but by its end.
/// </summary>
internal sealed class RolloutUnderTest(GreeterFleet fleet, string id, long version)
{
    private const string Path = $"/api/Configurations/{GreeterFleet.Name}/rollouts";

    private HashSet<string> _assigned = [];

    /// <summary>As it was seen last.</summary>
    public JsonNode Last { get; private set; } = new JsonObject();

    public string Phase => (string)Last["phase"]!;

    public int Step => (int)Last["step"]!;

    public TimeSpan BakeLeft => TimeSpan.Parse((string)Last["bakeLeft"]!, System.Globalization.CultureInfo.InvariantCulture);

    public bool IsOver => Phase is "completed" or "rolledBack";

    /// <summary>The most instances that were ever seen with the version.</summary>
    public int Widest { get; private set; }

    /// <summary>In order, each once for as long as it lasted.</summary>
    public List<int> Steps { get; } = [];

    public static async Task<RolloutUnderTest> StartAsync(GreeterFleet fleet, long version, object strategy, object? approval = null, object? gate = null)
    {
        var (status, answer) = await fleet.SendAsync(
            HttpMethod.Post, Path, new { version, strategy, gate = gate ?? new { maxUnhealthyPercent = 0 }, approval, onFailure = "rollback" });
        Assert.True(status is HttpStatusCode.Created, $"{status} {answer}");
        return new RolloutUnderTest(fleet, (string)answer!["id"]!, version);
    }

    public Task UntilAsync(Func<RolloutUnderTest, bool> reached, string what) => Eventually.TrueAsync(
        async () => await TryLookAsync() && reached(this), $"{what}. It is at {Last.ToJsonString()}. {fleet.Outputs}", TimeSpan.FromSeconds(60));

    public Task<(HttpStatusCode Status, JsonNode? Answer)> TellAsync(string order) => fleet.SendAsync(HttpMethod.Post, $"{Path}/{id}/{order}");

    /// <summary>The ids of those that have the version.</summary>
    public IReadOnlyCollection<string> Assigned => _assigned;

    private async Task<bool> TryLookAsync()
    {
        try
        {
            var (status, answer) = await fleet.SendAsync(HttpMethod.Get, $"{Path}/{id}");
            if (status is not HttpStatusCode.OK)
            {
                Assert.True((int)status >= 500, $"{status} {answer}");
                return false;
            }

            Look(answer!);
            return true;
        }
        catch (HttpRequestException)
        {
            // The function app was killed, and is not back yet.
            return false;
        }
    }

    private void Look(JsonNode seen)
    {
        Last = seen;
        Assert.Equal(version, (long)seen["version"]!);
        if (Steps.Count == 0 || Steps[^1] != Step)
        {
            Assert.True(Steps.Count == 0 || Step > Steps[^1], $"it went from step {Steps.LastOrDefault()} to {Step}: {seen.ToJsonString()}");
            Steps.Add(Step);
        }

        if (!IsOver)
        {
            var now = seen["instances"]!.AsArray().Select(one => (string)one!["instanceId"]!).ToHashSet();
            Assert.True(now.IsSupersetOf(_assigned), $"some went back: {string.Join(", ", _assigned.Except(now))}. {seen.ToJsonString()}");
            _assigned = now;
            Widest = Math.Max(Widest, now.Count);
        }
    }
}
