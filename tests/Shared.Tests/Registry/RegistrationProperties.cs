using CsCheck;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Shared.Tests.Registry;

/// <summary>Random registrations with few names, ids and ports, so that they collide all the time.</summary>
public sealed class RegistrationProperties
{
    private static readonly Caller[] Everybody =
        [Callers.Admin, Callers.Of("orders"), Callers.Of("billing").With(Scope.OpenRoutes), Callers.Of()];

    private static readonly Gen<Step> Steps = Gen.Select(
        Gen.OneOf("orders", "billing"),
        Gen.Int[1, 4],
        Gen.Int[5001, 5003],
        Gen.OneOf<AccessPolicy?>(null, AccessPolicy.Anonymous, AccessPolicy.Authenticated),
        Gen.Int[0, 3],
        Gen.Int[0, 20],
        (service, id, port, access, caller, pause) => new Step(
            Registrations.Of(service, $"id-{id}", port, plain => plain with { Routing = access is null ? null : new ServiceRouting(access) }),
            Everybody[caller],
            TimeSpan.FromSeconds(pause)));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task AnyRegistrations_OneAddressAndPort_HasOneInstance() => SampleAsync((_, _, after) =>
        Assert.Equal(Instances(after).Count(), Instances(after).DistinctBy(instance => (instance.Address, instance.Port)).Count()));

    [Fact]
    public Task AnyRegistrations_Refused_ChangeNothing() => SampleAsync((result, before, after) =>
        Assert.True(result.Succeeded || Describe(before) == Describe(after)));

    [Fact]
    public Task AnyRegistrations_Succeeded_StandAsSaid() => SampleAsync((result, _, after) =>
        Assert.True(!result.Succeeded || Instances(after).Contains(result.Instance)));

    [Fact]
    public Task AnyRegistrations_LiveInstanceOfAnotherService_IsNeverRemoved() => SampleAsync((result, before, after) =>
    {
        var gone = Instances(before).Where(instance => Instances(after).All(left => left.ServiceId != instance.ServiceId || left.ServiceName != instance.ServiceName));
        Assert.All(gone, instance => Assert.True(
            instance.ServiceName == result.Instance?.ServiceName
            || HealthTransitions.Effective(instance, after.TakenAt, after.Grace) is HealthStatus.Unhealthy));
    });

    [Fact]
    public Task AnyRegistrations_Revisions_AreUniqueAndRiseForEachInstance() => SampleAsync((_, before, after) =>
    {
        Assert.Equal(Instances(after).Count(), Instances(after).DistinctBy(instance => instance.Revision).Count());
        Assert.All(Instances(after), instance => Assert.True(
            Instances(before).All(earlier => earlier.ServiceId != instance.ServiceId || earlier.Revision <= instance.Revision)));
    });

    private static Task SampleAsync(Action<RegistrationResult, RegistrySnapshot, RegistrySnapshot> check) =>
        Steps.Array[1, 25].SampleAsync(async steps =>
        {
            var time = new FakeTimeProvider();
            var registry = new InMemoryMeshStore(time).Registry;
            foreach (var step in steps)
            {
                time.Advance(step.Pause);
                var before = await registry.SnapshotAsync(Cancel);
                var result = await registry.RegisterAsync(step.Registration, step.Caller, Cancel);
                check(result, before, await registry.SnapshotAsync(Cancel));
            }
        });

    private static IEnumerable<ServiceInstance> Instances(RegistrySnapshot snapshot) =>
        snapshot.Services.SelectMany(service => service.Instances);

    private static string Describe(RegistrySnapshot snapshot) =>
        string.Join('\n', snapshot.Services.Select(service => $"{service.Service}: {string.Join(", ", service.Instances)}"));

    private sealed record Step(Registration Registration, Caller Caller, TimeSpan Pause);
}
