using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Layers;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Tests.Configuration.Layers;

public sealed class LayerRulesTests
{
    private static readonly ServiceName Orders = ServiceName.Parse("orders");
    private static readonly EnvironmentName Production = EnvironmentName.Parse("production");

    [Fact]
    public void Select_Layers_ComeFromTheGeneralToTheSpecial()
    {
        ConfigurationHead[] heads =
        [
            Head("zone-a", "default", [], ("zone", "a")),
            Head("canary", "production", [], ("zone", "a"), ("track", "canary")),
            Head("orders", "production", ["orders"]),
            Head("orders-base", "default", ["orders", "billing"]),
            Head("b-all", "production", []),
            Head("a-all", "production", []),
            Head("all", "default", []),
            Head("staging", "staging", []),
            Head("billing", "default", ["billing"]),
            Head("zone-b", "default", [], ("zone", "b")),
            Head("gone", "default", []) with { DeletedAt = DateTimeOffset.UnixEpoch },
        ];
        var labels = new Dictionary<string, string> { ["zone"] = "a", ["track"] = "canary" };

        var selected = LayerRules.Select(heads.Reverse(), Production, Orders, labels).Select(head => head.Key.Name.Value);

        Assert.Equal(["all", "a-all", "b-all", "orders-base", "orders", "zone-a", "canary"], selected);
        Assert.Equal(["all", "orders-base"], LayerRules.Select(heads, EnvironmentName.Default, Orders, new Dictionary<string, string>()).Select(head => head.Key.Name.Value));
    }

    private static ConfigurationHead Head(string name, string environment, string[] services, params (string Name, string Value)[] labels) => new()
    {
        Id = Guid.NewGuid(),
        Key = new ConfigurationKey(ConfigurationName.Parse(name), EnvironmentName.Parse(environment)),
        Version = 1,
        Hash = "",
        Fingerprint = "",
        Active = 1,
        ActiveHash = "",
        ActiveSelector = ConfigurationSelector.Everybody,
        Selector = new ConfigurationSelector([.. services.Select(ServiceName.Parse)], labels.ToDictionary(label => label.Name, label => label.Value)),
        CreatedAt = DateTimeOffset.UnixEpoch,
        ChangedAt = DateTimeOffset.UnixEpoch,
        ChangedBy = "admin",
    };
}
