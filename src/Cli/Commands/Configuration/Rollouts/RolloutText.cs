using System.Globalization;
using System.Text.Json.Nodes;
using ToskaMesh.Cli.View;

namespace ToskaMesh.Cli.Commands.Configuration.Rollouts;

/// <summary>How a rollout stands, in words.</summary>
internal static class RolloutText
{
    private static readonly string[] InstanceHeaders = ["INSTANCE", "STATUS", "RUNS IT", "REQUESTS", "FAILED", "ERROR"];

    /// <summary>One line. It says the same as long as nothing but time and figures went on.</summary>
    public static string State(JsonNode rollout)
    {
        var phase = Field.Of(rollout, "phase") switch
        {
            "baking" => "baking",
            "awaitingApproval" => "waiting for approval",
            "paused" => "paused",
            "completed" => "completed",
            "rolledBack" => "rolled back",
            var other => other,
        };
        var steps = rollout["steps"] as JsonArray ?? [];

        // Nobody asks the gate any more when it is over.
        var gate = IsOver(rollout) ? "" : $", gate {Field.Of(rollout, "verdict")}";
        return $"step {Number(rollout, "step") + 1} of {steps.Count} ({Field.Of(rollout, "percent")} %), {phase}{gate}";
    }

    /// <summary>Why its gate says what it says, or how it ended, to go behind the state. Figures may be in it.</summary>
    /// <param name="most">Of a fleet each instance may be one.</param>
    public static string Reasons(JsonNode rollout, int most = int.MaxValue)
    {
        string[] reasons = [.. (rollout["reasons"] as JsonArray ?? []).Select(reason => $"{reason}")];
        var more = reasons.Length > most ? "; and more, which 'show' has" : "";
        return reasons.Length > 0 ? $": {string.Join("; ", reasons.Take(most))}{more}" : "";
    }

    /// <summary>What goes on all the time: the time left, and figures.</summary>
    public static string Figures(JsonNode rollout)
    {
        var instances = rollout["instances"] as JsonArray ?? [];
        var running = instances.Count(one => (bool?)one!["applied"] is true);

        // Nobody runs a route: it is the gateways that go by it.
        var runs = Field.Of(rollout, "kind") is "route" ? "" : $"{running} of {instances.Count} instances {(Field.Of(rollout, "phase") is "rolledBack" ? "ran" : "run")} version {Field.Of(rollout, "version")}; ";
        return $"{Left(rollout)}{runs}new {Of(rollout["figures"]?["canary"])}, old {Of(rollout["figures"]?["stable"])}";
    }

    public static string Whole(JsonNode rollout)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        text.WriteLine($"Rollout {Field.Of(rollout, "id")} of {Field.Of(rollout, "name")} in {Field.Of(rollout, "environment")}: version {Field.Of(rollout, "stableVersion")} -> {Field.Of(rollout, "version")}, by {Field.Of(rollout, "author")}");
        text.WriteLine(State(rollout) + Reasons(rollout));
        text.WriteLine(Figures(rollout));
        if (Instances(rollout) is { Count: > 0 } instances)
        {
            text.WriteLine();
            Columns.Write(text, InstanceHeaders, instances);
        }

        text.WriteLine();
        foreach (var entry in rollout["timeline"] as JsonArray ?? [])
        {
            text.WriteLine(Entry(entry!));
        }

        return text.ToString().TrimEnd();
    }

    public static IReadOnlyList<IReadOnlyList<string>> Instances(JsonNode rollout) =>
    [
        .. (rollout["instances"] as JsonArray ?? []).Select(string[] (one) =>
        [
            Field.Of(one!, "instanceId"),
            (bool?)one!["restarted"] is true ? $"{Field.Of(one, "status")} (restarted)" : Field.Of(one, "status"),
            (bool?)one["applied"] switch { true => "yes", false => "no", null => "-" },
            Field.Of(one, "requests"),
            (Number(one, "failures") + Number(one, "serverErrors")).ToString(CultureInfo.InvariantCulture),
            Field.Of(one, "error"),
        ]),
    ];

    public static bool IsOver(JsonNode rollout) => Field.Of(rollout, "phase") is "completed" or "rolledBack";

    private static string Entry(JsonNode entry) => string.Join(
        "  ",
        new[] { Field.Of(entry, "at"), Field.Of(entry, "what"), entry["by"] is null ? "" : $"by {Field.Of(entry, "by")}", entry["detail"] is null ? "" : Field.Of(entry, "detail") }
            .Where(part => part.Length > 0));

    private static string Left(JsonNode rollout) => Field.Of(rollout, "phase") switch
    {
        "baking" when rollout["bakeLeft"] is not null => $"{Seconds(Field.Of(rollout, "bakeLeft"))} left; ",
        "awaitingApproval" when rollout["approvalDeadline"] is not null => $"until {Field.Of(rollout, "approvalDeadline")}; ",
        _ => "",
    };

    private static string Seconds(string time) =>
        TimeSpan.TryParse(time, CultureInfo.InvariantCulture, out var left) ? TimeSpan.FromSeconds(Math.Ceiling(left.TotalSeconds)).ToString("c", CultureInfo.InvariantCulture) : time;

    private static string Of(JsonNode? figures) => figures is null
        ? "no requests"
        : $"{Number(figures, "requests")} requests, {Number(figures, "failures") + Number(figures, "serverErrors")} failed";

    private static long Number(JsonNode node, string name) =>
        node[name] is JsonValue value && long.TryParse(value.ToString(), CultureInfo.InvariantCulture, out var number) ? number : 0;
}
