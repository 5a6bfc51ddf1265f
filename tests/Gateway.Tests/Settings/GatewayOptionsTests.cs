using Microsoft.Extensions.Options;
using ToskaMesh.Gateway.Tests.Fixtures;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Gateway.Tests.Settings;

public sealed class GatewayOptionsTests
{
    [Theory]
    [InlineData("Mesh:Gateway:Port", "0")]
    [InlineData("Mesh:Gateway:Bind", "everywhere")]
    [InlineData("Mesh:Gateway:Prefix", "mesh")]
    [InlineData("Mesh:Gateway:Prefix", "/api")]
    [InlineData("Mesh:Gateway:Prefix", "/a/b")]
    [InlineData("Mesh:Gateway:ControlPlane", "localhost")]
    [InlineData("Mesh:Gateway:ControlPlane", "http://localhost/path")]
    [InlineData("Mesh:Gateway:TrustedProxies:0", "10.0.0.0/40")]
    [InlineData("Mesh:Gateway:TrustedProxies:0", "proxy.example")]
    [InlineData("Mesh:Gateway:Ejection:ConsecutiveFailures", "0")]
    [InlineData("Mesh:Gateway:Drain:Timeout", "00:00:00")]
    [InlineData("Mesh:Gateway:UpstreamCaFile", "/nowhere.pem")]
    [InlineData("Mesh:Gateway:Id", "no/slash")]
    [InlineData("Mesh:Gateway:ApiKey", "secret")]
    [InlineData("Mesh:Gateway:ClientId", "without-a-secret")]
    [InlineData("Mesh:Gateway:ClientSecret", "of-nobody")]
    [InlineData("Mesh:Profile", "prod")]
    [InlineData("Mesh:AllowedNetworks", "10.0.0.0/40")]
    [InlineData("Mesh:Mode", "asleep")]
    public async Task Setting_ThatMakesNoSense_StopsTheStartWithItsName(string key, string value)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => TestGateway.StartAsync(new() { [key] = value }));
        Assert.Contains(key.Split(':')[^1] is "0" ? "TrustedProxies" : key.Split(':')[^1], failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Mesh:Documents")]
    [InlineData("Mesh:Redis")]
    public async Task Server_ThatTheProfileNeedsAndNobodyNames_StopsTheStartWithItsName(string missing)
    {
        var settings = new BlobDocuments(AzuriteServer.Unreachable()).Settings;
        settings[missing] = "";

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => TestGateway.StartAsync(settings));

        Assert.Contains(missing, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeyAndClient_Both_StopTheStart_SinceNobodyCouldSayWhichCounts()
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => TestGateway.StartAsync(new()
        {
            ["Mesh:Gateway:ApiKey"] = ApiKey.Generate("gw").Reveal(),
            ["Mesh:Gateway:ClientId"] = "client-1",
            ["Mesh:Gateway:ClientSecret"] = "secret",
        }));

        Assert.Contains("ClientId and ApiKey", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prefix_OfTheOperatorsChoice_IsServed()
    {
        await using var upstream = await Upstream.StartAsync();
        var documents = new PublishedDocuments();
        documents.Publish(Routed.Open("orders", upstream.Instance()));
        await using var gateway = await TestGateway.StartAsync(new() { ["Mesh:Gateway:Prefix"] = "/services" }, documents: documents);

        await gateway.GetAsync("/services/orders/a", TestContext.Current.CancellationToken);

        Assert.Equal("/a", Assert.Single(upstream.Received).Target);
    }
}
