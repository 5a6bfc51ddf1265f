using CsCheck;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.CatalogSync;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Shared.Tests.CatalogSync;

/// <summary>Whatever Consul lists, in whatever order it changes: against the registry that the adapters are held to.</summary>
public sealed class ConsulImportProperties
{
    private static readonly CatalogImportRules Rules = new(new RegistrationTerms { Addresses = new AddressRules(AllowLoopback: false) }, "consul:dc1");

    private static readonly Gen<CatalogInstance> AnInstance =
        from service in Gen.OneOf("web", "Web", "api", "no name!")
        from node in Gen.OneOf("n1", "n2", "~n", "n:1")
        from id in Gen.Int[1, 4]
        from host in Gen.OneOf("10.0.0.1", "10.0.0.2", "169.254.169.254")
        from port in Gen.Int[0, 3]
        from status in Gen.OneOf(HealthStatus.Healthy, HealthStatus.Degraded, HealthStatus.Unhealthy)
        from isExported in Gen.Frequency((9, Gen.Const(false)), (1, Gen.Const(true)))
        select new CatalogInstance
        {
            Node = node,
            Service = service,
            Id = $"i{id}",
            Address = host,
            Port = port,
            Metadata = isExported ? new Dictionary<string, string> { [CatalogMark.Store] = "another" } : new Dictionary<string, string>(),
            Health = new HealthReport(status, null),
        };

    private static readonly Gen<CatalogReading> AReading =
        from instances in AnInstance.List[0, 8]
        from unread in Gen.OneOf("", "web", "api")
        select ReadingOf(instances, unread);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task Decide_AppliedOnce_LeavesNothingToDo() =>
        AReading.List[1, 4].SampleAsync(async readings =>
        {
            var registry = await RegistryWithOthersAsync();
            foreach (var reading in readings)
            {
                await ApplyAsync(registry, reading);

                var again = Rules.Decide(reading, await ImportedAsync(registry), mayRemove: true);
                Assert.Empty(again.Departed);

                // Whose address somebody else has who stays is the only thing that is left undone.
                var held = (await registry.SnapshotAsync(Cancel)).Services.SelectMany(service => service.Instances).ToList();
                Assert.All(again.Instances, left => Assert.Contains(held, other => IsAt(other, left.Registration) && other.ServiceId != left.Registration.ServiceId));
            }
        });

    [Fact]
    public Task Decide_Applied_ShowsWhatWasReadAndKeepsWhatWasNot() =>
        Gen.Select(AReading, AReading).SampleAsync(async (first, second) =>
        {
            var registry = await RegistryWithOthersAsync();
            await ApplyAsync(registry, first);
            var before = (await ImportedAsync(registry)).ToDictionary(instance => instance.ServiceId);

            await ApplyAsync(registry, second);

            var after = (await ImportedAsync(registry)).ToDictionary(instance => instance.ServiceId);
            var unread = second.Listed.Except(second.Read.Keys).ToHashSet(StringComparer.OrdinalIgnoreCase);
            Assert.All(before.Values.Where(instance => unread.Contains(instance.ServiceName.Value)), kept => AssertKept(kept, after, second));
            Assert.All(after.Values.Where(instance => !unread.Contains(instance.ServiceName.Value)), instance => Assert.True(IsListed(second, instance)));
        });

    [Fact]
    public Task Decide_Always_LeavesOthersAloneAndTakesNoMarkedOrForbidden() =>
        AReading.SampleAsync(async reading =>
        {
            var registry = await RegistryWithOthersAsync();

            await ApplyAsync(registry, reading);

            Assert.Equal(3, (await registry.FindAsync(InstanceId.Parse("own"), Cancel))?.Port);
            Assert.Equal("consul:dc2", (await registry.FindAsync(InstanceId.Parse("consul:dc2:n1:i1"), Cancel))?.Source);
            Assert.All(await ImportedAsync(registry), instance =>
            {
                Assert.DoesNotContain(CatalogMark.Store, instance.Metadata.Keys);
                Assert.NotEqual("169.254.169.254", instance.Address.Value);
            });
        });

    [Fact]
    public Task Decide_WithoutTheRightToRemove_KeepsEverythingThatIsListedNoMore() =>
        Gen.Select(AReading, AReading).SampleAsync(async (first, second) =>
        {
            var registry = await RegistryWithOthersAsync();
            await ApplyAsync(registry, first);
            var listed = second.Read.Values.SelectMany(instances => instances).Select(IdOf).ToHashSet();

            var import = Rules.Decide(second, await ImportedAsync(registry), mayRemove: false);

            Assert.All(import.Departed, id => Assert.Contains(id, listed));
        });

    [Fact]
    public void ImportedId_OfDifferentInstances_IsDifferent() =>
        Gen.Select(Gen.String[Gen.Char["ab:~"], 0, 4], Gen.String[Gen.Char["ab:~"], 1, 4], Gen.String[Gen.Char["ab:~"], 0, 4], Gen.String[Gen.Char["ab:~"], 1, 4]).Sample((node, id, otherNode, otherId) =>
            (node, id) == (otherNode, otherId) == (ImportedId.Of("consul:dc1", node, id) == ImportedId.Of("consul:dc1", otherNode, otherId)));

    private static bool IsAt(ServiceInstance instance, Registration registration) =>
        instance.Address == registration.Address && instance.Port == registration.Port;

    private static async Task<InMemoryServiceRegistry> RegistryWithOthersAsync()
    {
        var registry = new InMemoryMeshStore(new FakeTimeProvider()).Registry;
        await registry.RegisterAsync(Registrations.Of("web", "own", 3), Callers.Admin, Cancel);
        await registry.ImportAsync(new ImportBatch("consul:dc2", [Imports.Of("web", "consul:dc2:n1:i1", 9)], []), Cancel);
        return registry;
    }

    private static async Task ApplyAsync(InMemoryServiceRegistry registry, CatalogReading reading)
    {
        foreach (var batch in Rules.Decide(reading, await ImportedAsync(registry), mayRemove: true).ToBatches(Rules.Source))
        {
            await registry.ImportAsync(batch, Cancel);
        }
    }

    private static Task<IReadOnlyList<ServiceInstance>> ImportedAsync(InMemoryServiceRegistry registry) => registry.ListImportedAsync(Rules.Source, Cancel);

    // Unless another instance took its address meanwhile, or the same id came back under another service.
    private static void AssertKept(ServiceInstance kept, Dictionary<InstanceId, ServiceInstance> after, CatalogReading reading)
    {
        var isListed = reading.Read.Values.SelectMany(instances => instances).Any(instance => IdOf(instance) == kept.ServiceId);
        var isTaken = after.Values.Any(instance => instance.Address == kept.Address && instance.Port == kept.Port && instance.ServiceId != kept.ServiceId);
        Assert.True(isListed || isTaken || after.ContainsKey(kept.ServiceId));
    }

    private static bool IsListed(CatalogReading reading, ServiceInstance instance) =>
        reading.Read.Values.SelectMany(instances => instances).Any(listed =>
            IdOf(listed) == instance.ServiceId && string.Equals(listed.Service, instance.ServiceName.Value, StringComparison.OrdinalIgnoreCase)
            && listed.Address == instance.Address.Value && listed.Port == instance.Port && listed.Health.Status == instance.Status);

    private static InstanceId IdOf(CatalogInstance instance) => ImportedId.Of(Rules.Source, instance.Node, instance.Id);

    private static CatalogReading ReadingOf(List<CatalogInstance> instances, string unread)
    {
        // A node has an id once.
        var distinct = instances.DistinctBy(instance => (instance.Node, instance.Id)).ToList();
        var listed = distinct.Select(instance => instance.Service).Distinct().ToList();
        return new CatalogReading(
            listed,
            distinct.Where(instance => instance.Service != unread).GroupBy(instance => instance.Service)
                .ToDictionary(group => group.Key, group => (IReadOnlyList<CatalogInstance>)[.. group]));
    }
}
