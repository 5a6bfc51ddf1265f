using System.Globalization;
using System.Text.Json.Nodes;
using ToskaMesh.Functions.Configuration.Rollouts;

namespace ToskaMesh.Infra.Tests.OfficialBuild;

/// <summary>What the genuine host is told. The emulator reads a part of it, so that nothing else would notice.</summary>
public sealed class HostJsonTests
{
    private static readonly JsonNode Root = JsonNode.Parse(Repository.Read("host.json"))!;

    [Fact]
    public void Requests_AreBounded_AndPathsAreOurs()
    {
        var http = Root["extensions"]!["http"]!;

        Assert.Equal("", (string?)http["routePrefix"]);
        Assert.InRange((int)http["maxConcurrentRequests"]!, 64, (int)http["maxOutstandingRequests"]!);
        Assert.False((bool)http["dynamicThrottlesEnabled"]!);
    }

    /// <summary>The hub's queues are asked at least as often as the gate of a rollout.</summary>
    [Fact]
    public void Orchestrations_HaveTheirHub_AndAreNotLeftWaiting()
    {
        var durable = Root["extensions"]!["durableTask"]!;

        Assert.Equal("ToskaMesh", (string?)durable["hubName"]);
        Assert.Equal("AzureStorage", (string?)durable["storageProvider"]!["type"]);
        Assert.True(Duration(durable["storageProvider"]!["maxQueuePollingInterval"]) <= new RolloutOptions().GateInterval);
    }

    /// <summary>A call that failed is made again by the client, a message that was not handled is delivered again by the broker; the host adds none.</summary>
    [Fact]
    public void Retries_AreTheClients()
    {
        var bus = Root["extensions"]!["serviceBus"]!;

        Assert.Equal("exponential", (string?)bus["clientRetryOptions"]!["mode"]);
        Assert.InRange((int)bus["clientRetryOptions"]!["maxRetries"]!, 1, 5);
        Assert.True(Duration(bus["clientRetryOptions"]!["delay"]) < Duration(bus["clientRetryOptions"]!["maxDelay"]));
        Assert.True((bool)bus["autoCompleteMessages"]!);
        Assert.True(Duration(bus["maxAutoLockRenewalDuration"]) >= Duration(Root["functionTimeout"]), "a message stays ours for as long as a function may run");
        Assert.Null(Root["retry"]);
    }

    [Fact]
    public void Telemetry_IsOpenTelemetry_WithoutExtensionBundles()
    {
        Assert.Equal("OpenTelemetry", (string?)Root["telemetryMode"]);
        Assert.Equal("Information", (string?)Root["logging"]!["logLevel"]!["default"]);
        Assert.Null(Root["logging"]!["applicationInsights"]);
        Assert.Null(Root["extensionBundle"]);
    }

    private static TimeSpan Duration(JsonNode? text) => TimeSpan.Parse((string)text!, CultureInfo.InvariantCulture);
}
