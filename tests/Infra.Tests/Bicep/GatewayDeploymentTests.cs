using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ToskaMesh.Infra.Tests.Settings;

namespace ToskaMesh.Infra.Tests.Bicep;

/// <summary>The gateway's own deployment, which comes after the rest and finds it by name.</summary>
public sealed partial class GatewayDeploymentTests
{
    private static readonly Deployment Main = Deployment.Read("main");
    private static readonly Deployment Gateway = Deployment.Read("gateway");

    private static JsonNode App => Gateway.Of("Microsoft.App/containerApps").Single()["properties"]!;

    [Fact]
    public void Settings_AreAccepted_AndEachIsRead() => Acceptance.OfGateway(Gateway.GatewaySettings().Resolved());

    /// <summary>Azure refuses a container app whose secret is not in its vault, and the vault is empty until the first deployment is done.</summary>
    [Fact]
    public void FirstDeployment_HasNoContainerApp() => Assert.Empty(Main.Of("Microsoft.App/containerApps"));

    [Fact]
    public void WhatItFindsByName_IsWhatTheFirstDeploymentMade()
    {
        var made = Main.Resources.Select(resource => (string)resource["id"]!).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var found = Ids().Matches(Gateway.Text).Select(match => match.Value).Distinct().Where(id => !id.Contains("/containerApps/", StringComparison.Ordinal)).ToList();

        Assert.True(found.Count >= 8, string.Join('\n', found));
        Assert.All(found, id => Assert.Contains(id, made));
        Assert.Contains((string)Gateway.Of("Microsoft.App/containerApps").Single()["name"]!, Main.FunctionSettings()["Mesh__Identity__Issuer"], StringComparison.Ordinal);
    }

    [Fact]
    public void ItIsProbedAndDrained_AndNeverAlone()
    {
        var template = App["template"]!;
        var probes = template["containers"]![0]!["probes"]!.AsArray();

        Assert.Equal(["/health/live", "/health/live", "/health/ready"], probes.Select(probe => (string?)probe!["httpGet"]!["path"]));
        Assert.Equal(["Startup", "Liveness", "Readiness"], probes.Select(probe => (string?)probe!["type"]));

        // Container Apps takes no more than 10 of them, and no less than a second between.
        Assert.All(probes, probe => Assert.InRange((int)probe!["failureThreshold"]!, 1, 10));
        Assert.True((int)probes[0]!["failureThreshold"]! * (int)probes[0]!["periodSeconds"]! >= 30, "a start on a cold node");
        Assert.True((int?)template["terminationGracePeriodSeconds"] > 31, "the drain's delay and time-out");
        Assert.True((int?)template["scale"]!["minReplicas"] >= 1);
        Assert.Equal("200", (string?)template["scale"]!["rules"]![0]!["http"]!["metadata"]!["concurrentRequests"]);
    }

    [Fact]
    public void ItIsReachedByHttpsOnly_AndPullsByItsIdentity()
    {
        var configuration = App["configuration"]!;
        var ingress = configuration["ingress"]!;

        Assert.Equal((true, false, 8080), ((bool)ingress["external"]!, (bool)ingress["allowInsecure"]!, (int)ingress["targetPort"]!));
        Assert.Contains("/userAssignedIdentities/id-gateway-", (string?)configuration["registries"]!.AsArray().Single()!["identity"], StringComparison.Ordinal);
        Assert.Equal("secret mesh-gateway-apikey", Gateway.GatewaySettings()["Mesh__Gateway__ApiKey"]);
        var secret = configuration["secrets"]!.AsArray().Single()!;
        Assert.Equal("mesh-gateway-apikey", (string?)secret["name"]);
        Assert.EndsWith("secrets/Mesh--Gateway--ApiKey", TemplateExpression.Evaluate((string)secret["keyVaultUrl"]!), StringComparison.Ordinal);
        Assert.Null(secret["value"]);
    }

    [GeneratedRegex(@"/subscriptions/[^'""]+?/providers/[^'""]+")]
    private static partial Regex Ids();
}
