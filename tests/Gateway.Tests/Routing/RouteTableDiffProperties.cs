using CsCheck;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Gateway.Tests.Routing;

public sealed class RouteTableDiffProperties
{
    private static readonly Gen<RoutedCheck?> Check = Gen.Bool.Select(Gen.Int[1, 2], (isThere, threshold) => isThere
        ? new RoutedCheck { Path = "/", Interval = TimeSpan.FromSeconds(2), Timeout = TimeSpan.FromSeconds(1), HealthyThreshold = threshold, UnhealthyThreshold = 1 }
        : null);

    private static readonly Gen<RoutedInstance> Instance =
        from id in Gen.Int[0, 3]
        from port in Gen.Int[80, 81]
        from weight in Gen.Int[0, 1]
        from zone in Gen.Int[0, 1]
        from address in Gen.Int[1, 2]
        from routed in Gen.Bool
        from status in Gen.Enum<HealthStatus>()
        from scheme in Gen.Enum<InstanceScheme>()
        from tags in Gen.Int[0, 1].Select(tag => $"t{tag}").Array[0, 2]
        from check in Check
        select new RoutedInstance { Id = $"i{id}", Address = $"10.0.0.{address}", Zone = $"z{zone}", Port = port, Weight = weight, Routed = routed, Status = status, Scheme = scheme, Tags = tags, Check = check };

    private static readonly Gen<RoutedService> Service =
        from name in Gen.Int[0, 4]
        from access in Gen.Enum<AccessPolicy>()
        from balancing in Gen.Enum<LoadBalancing>()
        from permits in Gen.Int[0, 2]
        from counted in Gen.Enum<RateLimitBy>()
        from isProtected in Gen.Bool
        from instances in Instance.Array[0, 2]
        let limit = permits == 0 ? null : new ServiceRateLimit { Permits = permits, Window = TimeSpan.FromSeconds(1), By = counted }
        select new RoutedService { Name = $"s{name}", Access = access, LoadBalancing = balancing, RateLimit = limit, Requires = balancing is LoadBalancing.Random ? new CallerRequirements([Role.User], ["a"]) : null, PassAuthorization = isProtected, Protected = isProtected, Instances = instances };

    private static readonly Gen<RoutedService[]> Services =
        Service.Array[0, 5].Select(services => services.DistinctBy(service => service.Name).ToArray());

    [Fact]
    public void Diff_AppliedToTheOlder_IsTheNewer() => Gen.Select(Services, Services).Sample((older, newer) =>
    {
        var diff = RouteTableDiff.Between(older, newer);

        var patched = older.ToDictionary(service => service.Name);
        foreach (var service in diff.Removed)
        {
            Assert.True(patched.Remove(service.Name));
        }

        foreach (var service in diff.Added)
        {
            patched.Add(service.Name, service);
        }

        foreach (var service in diff.Changed)
        {
            Assert.True(patched.ContainsKey(service.Name));
            patched[service.Name] = service;
        }

        Assert.Equal(Text(newer), Text(patched.Values));
    });

    [Fact]
    public void Diff_NamesNothingThatIsTheSame() => Gen.Select(Services, Services).Sample((older, newer) =>
    {
        var before = older.ToDictionary(service => service.Name, service => Text([service]));
        Assert.All(RouteTableDiff.Between(older, newer).Changed, service => Assert.NotEqual(before[service.Name], Text([service])));
    });

    [Fact]
    public void Diff_OfOneTableReadTwice_IsEmpty() => Services.Sample(services =>
        Assert.True(RouteTableDiff.Between(Copy(services), [.. Copy(services).Reverse()]).IsEmpty));

    [Fact]
    public void Diff_ComparesEveryFieldOfAnInstance() =>
        Assert.Equal(
            ["Address", "Check", "Id", "Port", "Routed", "Scheme", "Status", "Tags", "Version", "Weight", "Zone"],
            typeof(RoutedInstance).GetProperties().Select(property => property.Name).Order());

    private static string Text(IEnumerable<RoutedService> services) =>
        System.Text.Encoding.UTF8.GetString(Bytes([.. services.OrderBy(service => service.Name, StringComparer.Ordinal)]));

    private static byte[] Bytes(IReadOnlyList<RoutedService> services) =>
        RouteTableJson.Serialize(new RouteTable { Epoch = 1, Version = 1, Services = services });

    // As two gateways' reads of one document are: equal, and not one object the same. Ids may repeat here, which the
    // validation of a document would refuse, and which the diff does not care about.
    private static IReadOnlyList<RoutedService> Copy(RoutedService[] services) =>
        [.. services.Select(service => service with { Instances = [.. service.Instances.Select(instance => instance with { Tags = [.. instance.Tags] })] })];
}
