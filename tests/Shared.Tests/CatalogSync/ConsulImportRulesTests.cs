using ToskaMesh.Shared.CatalogSync;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Tests.CatalogSync;

public sealed class ConsulImportRulesTests
{
    private static readonly CatalogImportRules Rules = new(new RegistrationTerms { Addresses = new AddressRules(AllowLoopback: false) }, "consul:dc1");

    [Fact]
    public void Decide_MetadataOfTheOriginal_GivesSchemeAndWeight()
    {
        var imported = Assert.Single(Decide(With(("scheme", "HTTPS"), ("weight", "7"))).Instances).Registration;

        Assert.Equal((InstanceScheme.Https, 7, "consul:dc1:n1:web-1"), (imported.Scheme, imported.Weight, imported.ServiceId.Value));
    }

    [Theory]
    [InlineData("169.254.169.254", 80, "link-local")]
    [InlineData("127.0.0.1", 80, "loopback")]
    [InlineData("http://x", 80, "no address")]
    [InlineData("", 80, "no address")]
    [InlineData("10.0.0.1", 0, "no port")]
    public void Decide_AddressThatTheMeshNeverDials_IsRefusedWithItsReason(string address, int port, string reason)
    {
        var import = Decide(With() with { Address = address, Port = port });

        Assert.Empty(import.Instances);
        Assert.Contains(reason, Assert.Single(import.Refused).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scheme", "ftp")]
    [InlineData("weight", "-1")]
    [InlineData("weight", "70000")]
    public void Decide_MetadataThatNothingCouldEnforce_IsRefused(string key, string value) => Assert.Single(Decide(With((key, value))).Refused);

    [Fact]
    public void Decide_ProxiesAndExportedOnes_AreNobodysBusiness()
    {
        var import = Decide(With() with { IsProxy = true }, With((CatalogMark.Store, "any")) with { Id = "web-2" });

        Assert.Equal((0, 0, 0), (import.Instances.Count, import.Refused.Count, import.Accepted));
    }

    [Fact]
    public void Decide_TwoAtOneAddress_TakesTheOneThatLives()
    {
        var import = Decide(
            With() with { Health = new HealthReport(HealthStatus.Unhealthy, null) },
            With() with { Id = "web-2" });

        Assert.Equal("consul:dc1:n1:web-2", Assert.Single(import.Instances).Registration.ServiceId.Value);
        Assert.Equal("web-1", Assert.Single(import.Refused).Id);
    }

    [Theory]
    [InlineData("consul", "", false)]
    [InlineData("Consul", "", false)]
    [InlineData("web", "", true)]
    [InlineData("web", "mesh", true)]
    [InlineData("web", "other", false)]
    public void IsWanted_DependsOnTheTag(string service, string tag, bool expected) =>
        Assert.Equal(expected, ConsulServices.IsWanted(service, ["mesh", "blue"], tag.Length == 0 ? null : tag));

    private static CatalogImport Decide(params CatalogInstance[] instances) => Rules.Decide(
        new CatalogReading(["web"], new Dictionary<string, IReadOnlyList<CatalogInstance>> { ["web"] = instances }), [], mayRemove: true);

    private static CatalogInstance With(params (string Key, string Value)[] metadata) => new()
    {
        Node = "n1",
        Service = "web",
        Id = "web-1",
        Address = "10.0.0.1",
        Port = 80,
        Metadata = metadata.ToDictionary(pair => pair.Key, pair => pair.Value),
        Health = new HealthReport(HealthStatus.Healthy, null),
    };
}
