using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Identity.Tokens;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Routing;

/// <summary>
/// Turns a snapshot of the registry into the content of a route table. Pure, and linear but for the sorting: it looks
/// at each instance a fixed number of times. What time has done since the last sweep is in it already.
/// </summary>
public static class RouteTableCompiler
{
    /// <returns>Without its place in the order.</returns>
    /// <param name="trusted">The keys that callers' tokens are verified with.</param>
    /// <param name="prober">See the services alone.</param>
    public static RouteTable Compile(RegistrySnapshot snapshot, SigningKeySet trusted, HealthProber prober) => new()
    {
        Epoch = 0,
        Version = 0,
        Issuer = trusted.Issuer,
        SigningKeys = trusted.Keys,
        Services = Compile(snapshot, prober),
    };

    /// <param name="prober">Gateways find checks in the table only where they are to run them.</param>
    public static IReadOnlyList<RoutedService> Compile(RegistrySnapshot snapshot, HealthProber prober)
    {
        var services = new RoutedService[snapshot.Services.Count];
        for (var i = 0; i < services.Length; i++)
        {
            services[i] = Compile(SweepRules.Sweep(snapshot.Services[i], snapshot.TakenAt, snapshot.Grace), snapshot.TakenAt, prober);
        }

        Array.Sort(services, (left, right) => string.CompareOrdinal(left.Name, right.Name));
        return services;
    }

    private static RoutedService Compile(ServiceSweep swept, DateTimeOffset now, HealthProber prober)
    {
        var instances = new RoutedInstance[swept.Instances.Count];
        for (var i = 0; i < instances.Length; i++)
        {
            instances[i] = Compile(swept.Instances[i], swept.Service, now, prober);
        }

        Array.Sort(instances, (left, right) => string.CompareOrdinal(left.Id, right.Id));
        return new RoutedService
        {
            Name = swept.Service.Name.Value,
            Access = swept.Service.Access,
            Requires = swept.Service.Requires.IsEmpty ? null : swept.Service.Requires,
            PassAuthorization = swept.Service.PassAuthorization,
            LoadBalancing = swept.Service.LoadBalancing,
            Timeout = swept.Service.Timeout,
            RateLimit = swept.Service.RateLimit,
            Protected = ProtectionRules.IsActive(swept.Service, now),
            Instances = instances,
        };
    }

    private static RoutedInstance Compile(ServiceInstance instance, RegisteredService service, DateTimeOffset now, HealthProber prober) => new()
    {
        Id = instance.ServiceId.Value,
        Address = instance.Address.Value,
        Port = instance.Port,
        Scheme = instance.Scheme,
        Weight = instance.Weight,
        Zone = instance.Zone,
        Version = instance.Version,
        Tags = instance.Tags,
        Status = instance.Status,
        Routed = ProtectionRules.IsRouted(instance, service, now),
        Check = prober is HealthProber.Gateway && instance.HealthCheck is { IsProbed: true } check ? RoutedCheck.Of(check) : null,
    };
}
