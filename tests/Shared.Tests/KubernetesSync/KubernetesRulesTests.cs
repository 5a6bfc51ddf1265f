using ToskaMesh.Shared.CatalogSync;
using ToskaMesh.Shared.KubernetesSync;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Tests.KubernetesSync;

public sealed class KubernetesRulesTests
{
    private static readonly KubernetesService Web = new("shop", "web")
    {
        Annotations = new Dictionary<string, string> { [KubernetesAnnotations.Register] = "true" },
        Ports = [new KubernetesPort("http", 80)],
        Family = "IPv4",
    };

    private static readonly KubernetesEndpoint Pod = new("10.0.0.1", "web-1");

    /// <summary>The meaning of each condition, known or not, is the API's.</summary>
    [Theory]
    [InlineData(null, null, null, HealthStatus.Healthy)]
    [InlineData(true, true, false, HealthStatus.Healthy)]
    [InlineData(false, null, null, HealthStatus.Unhealthy)]
    [InlineData(false, true, true, HealthStatus.Unhealthy)]
    [InlineData(false, false, false, HealthStatus.Unhealthy)]
    [InlineData(false, false, true, null)]
    [InlineData(false, null, true, null)]
    public void Describe_Conditions_SayHealthOrThatItLeft(bool? ready, bool? serving, bool? terminating, HealthStatus? expected)
    {
        var instances = Describe(Web, Slice(Pod with { Ready = ready, Serving = serving, Terminating = terminating }));

        Assert.Equal(expected, instances.SingleOrDefault()?.Health.Status);
    }

    [Fact]
    public void Describe_Annotations_SayWhatARegistrationWould()
    {
        var service = With(
            (KubernetesAnnotations.Service, "front"), (KubernetesAnnotations.Scheme, "https"), (KubernetesAnnotations.Weight, "3"),
            (KubernetesAnnotations.Tags, "blue, eu ,"), (KubernetesAnnotations.MetadataPrefix + "version", "2"));

        var instance = Assert.Single(Describe(service, Slice(Pod with { Zone = "zone-1" })));

        Assert.Equal(("front", "shop", "web:web-1", "10.0.0.1", 8080), (instance.Service, instance.Node, instance.Id, instance.Address, instance.Port));
        Assert.Equal(["blue", "eu"], instance.Tags);
        Assert.Equal(
            "k8s.namespace.name=shop,k8s.pod.name=web-1,k8s.service.name=web,scheme=https,version=2,weight=3,zone=zone-1",
            string.Join(',', instance.Metadata.Select(pair => $"{pair.Key}={pair.Value}")));
    }

    [Theory]
    [InlineData("kubernetes.io/h2c", "h2c")]
    [InlineData("https", "https")]
    [InlineData("http", "http")]
    [InlineData(null, "http")]
    public void Describe_WithoutAScheme_TheProtocolOfThePortSaysIt(string? protocol, string expected)
    {
        var service = Web with { Ports = [new KubernetesPort("http", 80, protocol)] };

        Assert.Equal(expected, Assert.Single(Describe(service, Slice(Pod))).Metadata["scheme"]);
    }

    [Theory]
    [InlineData("api", 9090)]
    [InlineData("90", 9090)]
    [InlineData("80", 8080)]
    [InlineData(null, 8080)]
    public void Describe_OfSeveralPorts_TakesTheOneThatIsNamed(string? wanted, int expected)
    {
        var service = (wanted is null ? Web : With((KubernetesAnnotations.Port, wanted))) with
        {
            Ports = [new KubernetesPort("api", 90), new KubernetesPort("http", 80)],
        };

        Assert.Equal(expected, Assert.Single(Describe(service, Slice(Pod))).Port);
    }

    [Fact]
    public void Describe_PortThatCannotBeTold_IsRefusedWithItsReason()
    {
        Assert.Contains("no port", ReasonFor(Web with { Ports = [] }), StringComparison.Ordinal);
        Assert.Contains("several ports", ReasonFor(Web with { Ports = [new KubernetesPort("a", 1), new KubernetesPort("b", 2)] }), StringComparison.Ordinal);
        Assert.Contains("names", ReasonFor(With((KubernetesAnnotations.Port, "grpc"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_PodOfTwoFamilies_IsOneInstanceOfTheServicesFirst()
    {
        var other = Slice(Pod with { Address = "fd00::1" }) with { Family = "IPv6" };

        Assert.Equal("10.0.0.1", Assert.Single(Describe(Web, Slice(Pod), other)).Address);
        Assert.Equal("fd00::1", Assert.Single(Describe(Web with { Family = "IPv6" }, Slice(Pod), other)).Address);
        Assert.Empty(Describe(Web with { Family = null }, Slice(Pod) with { Family = "FQDN" }));
    }

    [Fact]
    public void Describe_PodInTwoSlices_IsOneInstance_TheReadyOne()
    {
        var instance = Assert.Single(Describe(Web, Slice(Pod with { Ready = false }), Slice(Pod with { Address = "10.0.0.2" })));

        Assert.Equal(("10.0.0.2", HealthStatus.Healthy), (instance.Address, instance.Health.Status));
    }

    [Fact]
    public void Ids_OfAPodBehindTwoServices_Differ() =>
        Assert.NotEqual(Describe(Web, Slice(Pod))[0].Id, Describe(Web with { Name = "web-admin" }, Slice(Pod))[0].Id);

    [Theory]
    [InlineData("true", true)]
    [InlineData("True", false)]
    [InlineData("false", false)]
    [InlineData("", false)]
    public void IsWanted_OnlyWhoSaysSo(string register, bool expected)
    {
        Assert.Equal(expected, KubernetesRules.IsWanted(With((KubernetesAnnotations.Register, register))));
        Assert.False(KubernetesRules.IsWanted(Web with { Annotations = new Dictionary<string, string>() }));
    }

    private static KubernetesService With(params (string Key, string Value)[] annotations)
    {
        var all = new Dictionary<string, string>(Web.Annotations);
        foreach (var (key, value) in annotations)
        {
            all[key] = value;
        }

        return Web with { Annotations = all };
    }

    private static KubernetesSlice Slice(params KubernetesEndpoint[] endpoints) =>
        new("shop", "web", "IPv4", [new KubernetesPort("api", 9090), new KubernetesPort("http", 8080)], endpoints);

    private static IReadOnlyList<CatalogInstance> Describe(KubernetesService service, params KubernetesSlice[] slices)
    {
        var instances = KubernetesRules.Describe(service, slices, out var reason);
        Assert.Null(reason);
        return instances;
    }

    private static string ReasonFor(KubernetesService service)
    {
        Assert.Empty(KubernetesRules.Describe(service, [Slice(Pod)], out var reason));
        return reason!;
    }
}
