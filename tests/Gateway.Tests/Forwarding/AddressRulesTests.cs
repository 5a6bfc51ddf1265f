using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ToskaMesh.Gateway.Documents;
using ToskaMesh.Gateway.Tests.Fixtures;
using ToskaMesh.Probing;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing;

namespace ToskaMesh.Gateway.Tests.Forwarding;

public sealed class AddressRulesTests
{
    private static readonly RoutedCheck Check = new()
    {
        Path = "/",
        Interval = TimeSpan.FromMilliseconds(50),
        Timeout = TimeSpan.FromMilliseconds(40),
        HealthyThreshold = 1,
        UnhealthyThreshold = 1,
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("metadata.example")]
    public async Task MetadataAddress_ByNumberOrName_IsNotDialled(string address)
    {
        var dialled = new FakeResolver(("metadata.example", "169.254.169.254"));
        using var logs = new CollectedLogs();
        await using var gateway = await StartAsync(
            dialled, new RoutedInstance { Id = "i1", Address = address, Port = 80, Routed = true }, logs: logs);

        Assert.Equal(HttpStatusCode.BadGateway, (await gateway.GetAsync("/mesh/orders/", Cancellation)).Status);

        Assert.Contains("never dials", Assert.Single(logs.Of("Refused")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MetadataAddress_WithACheck_IsNotProbed()
    {
        using var logs = new CollectedLogs();
        await using var gateway = await StartAsync(
            new FakeResolver(("metadata.example", "169.254.169.254")),
            new RoutedInstance { Id = "i1", Address = "metadata.example", Port = 80, Routed = true, Check = Check },
            logs: logs);

        await Eventually.TrueAsync(() => logs.Of("Refused").Any(), "probe refused and logged");
    }

    [Fact]
    public async Task Name_ResolvingToAnAllowedAndARefusedAddress_ReachesTheAllowedOne()
    {
        await using var upstream = await Upstream.StartAsync();
        var resolver = new FakeResolver(("mixed.example", "169.254.169.254"), ("mixed.example", "127.0.0.1"));
        await using var gateway = await StartAsync(resolver, upstream.Instance() with { Address = "mixed.example" });
        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/mesh/orders/", Cancellation)).Status);
    }

    [Fact]
    public async Task Name_OfNobody_Answers502()
    {
        await using var gateway = await StartAsync(new FakeResolver(), new RoutedInstance { Id = "i1", Address = "nobody.example", Port = 80, Routed = true });
        Assert.Equal(HttpStatusCode.BadGateway, (await gateway.GetAsync("/mesh/orders/", Cancellation)).Status);
    }

    [Fact]
    public async Task Loopback_WhereItIsNotAllowed_IsNotDialled()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await StartAsync(new FakeResolver(("local.example", "127.0.0.1")), upstream.Instance() with { Address = "local.example" }, "cloud");
        Assert.Equal(HttpStatusCode.BadGateway, (await gateway.GetAsync("/mesh/orders/", Cancellation)).Status);
        Assert.Empty(upstream.Received);
    }

    [Theory]
    [InlineData("Mesh:AllowedNetworks", "10.0.0.0/8", HttpStatusCode.BadGateway)]
    [InlineData("Mesh:AllowedNetworks", "10.0.0.0/8,127.0.0.0/8", HttpStatusCode.OK)]
    [InlineData("Mesh:AllowedNetworks:0", "10.0.0.0/8", HttpStatusCode.BadGateway)]
    [InlineData("Mesh:AllowedNetworks:0", "127.0.0.1", HttpStatusCode.OK)]
    public async Task AllowedNetworks_BoundWhatIsDialled(string key, string networks, HttpStatusCode status)
    {
        await using var upstream = await Upstream.StartAsync();
        var documents = new PublishedDocuments();
        documents.Publish(Routed.Open("orders", upstream.Instance()));
        await using var gateway = await TestGateway.StartAsync(new() { [key] = networks }, documents: documents);

        Assert.Equal(status, (await gateway.GetAsync("/mesh/orders/", Cancellation)).Status);
    }

    [Fact]
    public async Task Gateway_RegisteredAsAService_DoesNotCallItself()
    {
        await using var gateway = await TestGateway.ServingAsync();
        await gateway.PublishAsync(Routed.Open("loop", new RoutedInstance { Id = "me", Address = "127.0.0.1", Port = gateway.Port, Routed = true }));
        Assert.Equal(HttpStatusCode.BadGateway, (await gateway.GetAsync("/mesh/loop/mesh/loop/", Cancellation)).Status);
    }

    private static async Task<TestGateway> StartAsync(FakeResolver resolver, RoutedInstance instance, string profile = "embedded", CollectedLogs? logs = null)
    {
        var documents = new PublishedDocuments();
        documents.Publish(Routed.Open("orders", instance));
        return await TestGateway.StartAsync(
            new() { ["Mesh:Profile"] = profile, ["Mesh:Documents"] = "UseDevelopmentStorage=true", ["Mesh:Redis"] = $"127.0.0.1:{FreePort.Next()}" },
            builder =>
            {
                builder.Services.AddSingleton<IDocumentSource, FileDocumentSource>();
                if (logs is not null)
                {
                    builder.Logging.AddProvider(logs);
                }

                builder.Services.AddSingleton<IHostResolver>(resolver);
            },
            documents);
    }
}
