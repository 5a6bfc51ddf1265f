using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Shared.Tests.Routing;

/// <summary>What a table says of one instance. Whatever may change what it gets must change it.</summary>
public sealed class RoutedConfigurationTests
{
    private static readonly RoutedConfiguration ForAll = new() { Name = "db", Environment = "default", Version = 1, Hash = "a" };

    public static TheoryData<string, RoutedConfiguration, bool> Changes { get; } = new()
    {
        { "another version", ForAll with { Version = 2 }, true },
        { "for the service", ForAll with { Version = 2, Services = ["stock", "orders"] }, true },
        { "for another service", ForAll with { Version = 2, Services = ["stock"] }, true },
        { "in its environment", ForAll with { Environment = "prod" }, true },
        { "given to it", ForAll with { Rollout = Given("orders-1") }, true },
        { "given to another", ForAll with { Rollout = Given("orders-2") }, false },
        { "given to it, who had none", ForAll with { Version = 0, Services = ["stock"], Rollout = Given("orders-1") }, true },
        { "the same again", ForAll with { Services = [] }, false },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Implied_OfAnInstance_ChangesWithWhatItMayGet(string what, RoutedConfiguration after, bool changes) =>
        Assert.True(changes != (Implied([ForAll], "orders-1") == Implied([after], "orders-1")), what);

    [Fact]
    public void Implied_WhereTheSameIsGivenAnew_ChangesForThoseWhoGetIt()
    {
        var anew = Given("orders-1") with { Assignment = "b/0" };
        var (before, after) = (ForAll with { Rollout = anew with { Assignment = "a/0" } }, ForAll with { Rollout = anew });

        Assert.NotEqual(Implied([before], "orders-1"), Implied([after], "orders-1"));
        Assert.Equal(Implied([before], "orders-2"), Implied([after], "orders-2"));
        Assert.False(RoutedConfigurationRules.AreSame([before], [after]));
    }

    [Fact]
    public void Implied_OfLabels_CountsForWhoeverMayHaveThem()
    {
        var labelled = ForAll with { Labels = new Dictionary<string, string> { ["zone"] = "a" } };
        var named = ForAll with { Labels = new Dictionary<string, string> { ["serviceId"] = "orders-2" } };

        Assert.NotEmpty(Implied([labelled], "orders-1"));
        Assert.Empty(Implied([labelled], null));
        Assert.Empty(Implied([named], "orders-1"));
        Assert.NotEmpty(Implied([named], "orders-2"));
    }

    [Fact]
    public void Implied_InOtherEnvironmentsOrForOtherServices_IsNothing() =>
        Assert.Empty(Implied([ForAll with { Environment = "test" }, ForAll with { Services = ["stock"] }], "orders-1"));

    private static RoutedRollout Given(string id) => new() { Version = 2, Hash = "b", Instances = [id] };

    private static string Implied(IReadOnlyList<RoutedConfiguration> all, string? instance) => RoutedConfigurationRules.Implied(
        all, EnvironmentName.Parse("prod"), ServiceName.Parse("orders"), instance is null ? null : InstanceId.Parse(instance));
}
