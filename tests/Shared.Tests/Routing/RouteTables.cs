using CsCheck;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Shared.Tests.Registry;

namespace ToskaMesh.Shared.Tests.Routing;

/// <summary>Random valid content of route tables: names are few, so that two of them overlap.</summary>
internal static class RouteTables
{
    private static readonly Gen<ProbeHeaders?> Headers = Gen.OneOf<ProbeHeaders?>(null, HealthChecks.Headers(("X-Team", "shop")), HealthChecks.Headers(("Host", "a"), ("X-B", "\"c\"")));

    private static readonly Gen<RoutedCheck?> Checks = Gen.OneOf(
        Gen.Const((RoutedCheck?)null),
        Gen.Select(Gen.Enum<ProbeProtocol>(), Gen.Bool, Gen.Int[2, 60], Gen.Int[1, 9], Headers).Select(
            RoutedCheck? (protocol, flag, seconds, number, headers) => new RoutedCheck
            {
                Protocol = protocol,
                Tls = flag,
                Path = protocol is ProbeProtocol.Http ? "/health?x=ü\"" : null,
                Interval = TimeSpan.FromSeconds(seconds),
                Timeout = TimeSpan.FromSeconds(seconds - 1),
                HealthyThreshold = number,
                UnhealthyThreshold = number,
                Port = flag ? number : null,
                Method = (ProbeMethod)(number % 5),
                Headers = headers,
                ExpectedStatus = flag ? ExpectedStatus.Parse("200-299,401") : null,
                BodyMatch = flag ? "é" : null,
                TlsSkipVerify = flag,
                Service = flag ? "orders" : null,
            }));

    private static readonly Gen<RoutedInstance> Instances = Gen.Select(
        Gen.Int[1, 65535],
        Gen.Enum<InstanceScheme>(),
        Gen.Int[0, 65535],
        Gen.OneOf(null, "eu-1", ""),
        Gen.OneOf("a", "b,c", "é").Array[0, 3],
        Gen.Enum<HealthStatus>(),
        Gen.Bool,
        Checks,
        (port, scheme, weight, zone, tags, status, routed, check) => new RoutedInstance
        {
            Id = "",
            Address = "10.0.0.1",
            Port = port,
            Scheme = scheme,
            Weight = weight,
            Zone = zone,
            Tags = tags,
            Status = status,
            Routed = routed,
            Check = check,
        });

    private static readonly Gen<ServiceRateLimit?> RateLimits = Gen.OneOf(
        Gen.Const((ServiceRateLimit?)null),
        Gen.Select(Gen.Int[1, ServiceRateLimit.MaxPermits], Gen.Int[1, 86_400], Gen.Enum<RateLimitBy>()).Select(
            ServiceRateLimit? (permits, seconds, by) => new ServiceRateLimit { Permits = permits, Window = TimeSpan.FromSeconds(seconds), By = by }));

    private static readonly Gen<CallerRequirements?> Requirements = Gen.OneOf(
        Gen.Const((CallerRequirements?)null),
        Gen.Select(Gen.OneOf<Role>(Role.User, Role.Admin).Array[0, 2], Gen.OneOf("a", "orders:read").Array[0, 2]).Select(
            CallerRequirements? (roles, scopes) => new CallerRequirements(roles, scopes)));

    private static readonly Gen<RoutedService> OneService = Gen.Select(
        Gen.Enum<AccessPolicy>(),
        Requirements,
        Gen.Enum<LoadBalancing>(),
        Gen.Int[0, 3],
        RateLimits,
        Gen.Bool,
        Instances.List[0, 3],
        (access, requires, balancing, timeout, limit, isProtected, instances) => new RoutedService
        {
            Name = "",
            Access = access,
            Requires = requires,
            PassAuthorization = isProtected,
            LoadBalancing = balancing,
            Timeout = timeout == 0 ? null : TimeSpan.FromMilliseconds(timeout * 1234),
            RateLimit = limit,
            Protected = isProtected,
            Instances = instances,
        });

    private static readonly Gen<RoutedConfiguration> OneConfiguration = Gen.Select(
        Gen.Long[1, long.MaxValue],
        Gen.OneOf("orders", "stock").Array[0, 2],
        Gen.Bool,
        Gen.Bool,
        Gen.OneOf("i-1", "i-2", "i-3").HashSet[0, 3],
        (version, services, isLabelled, isRolling, instances) => new RoutedConfiguration
        {
            Name = "",
            Environment = "default",
            Version = isRolling && isLabelled ? 0 : version,
            Hash = $"{version:x}",
            Services = [.. services.Distinct()],
            Labels = isLabelled ? new Dictionary<string, string> { ["zone"] = "ü" } : [],
            Rollout = isRolling ? new RoutedRollout { Version = version, Hash = "b", Instances = [.. instances.Order()] } : null,
        });

    /// <summary>Ordered by name.</summary>
    public static Gen<IReadOnlyList<RoutedConfiguration>> Configurations { get; } = OneConfiguration.Array[0, 4].Select(
        IReadOnlyList<RoutedConfiguration> (all) => [.. all.Select((one, i) => one with { Name = $"settings-{i}" })]);

    /// <summary>Ordered by name; instance ids are unique in the table.</summary>
    public static Gen<IReadOnlyList<RoutedService>> Services { get; } =
        OneService.Array[6].Select(Gen.Bool.Array[6], IReadOnlyList<RoutedService> (services, present) =>
            [.. services.Select(Named).Where((_, i) => present[i])]);

    public static Gen<RouteTable> Tables { get; } = Services.Select(
        Gen.Long[1, long.MaxValue],
        Configurations,
        (services, number, configurations) => new RouteTable { Epoch = number, Version = number, Services = services, Configurations = configurations });

    private static RoutedService Named(RoutedService service, int number) => service with
    {
        Name = $"service-{number}",
        Instances = [.. service.Instances.Select((instance, i) => instance with { Id = $"{number}.{i}" })],
    };
}
