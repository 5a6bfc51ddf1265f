using CsCheck;
using ToskaMesh.Shared.CatalogSync;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Shared.Tests.CatalogSync;

public sealed class ConsulExportProperties
{
    private static readonly ConsulExportRules Rules = new(Guid.Parse("11111111-2222-3333-4444-555555555555"));

    private static readonly Gen<ServiceInstance> AnInstance =
        from id in Gen.Int[1, 5]
        from port in Gen.Int[1, 2]
        from status in Gen.Enum<HealthStatus>()
        from isImported in Gen.Bool
        from key in Gen.OneOf("plain", "with space", "consul-own")
        select Instances.Of("web", $"w{id}", DateTimeOffset.UnixEpoch) with
        {
            Port = port,
            Status = status,
            Source = isImported ? Imports.Source : null,
            Metadata = new Dictionary<string, string> { [key] = "v" },
        };

    private static readonly Gen<List<ExportedInstance>> AMesh = AnInstance.List[0, 6]
        .Select(all => all.DistinctBy(instance => instance.ServiceId).Select(Rules.Describe).OfType<ExportedInstance>().ToList());

    // What an agent may have: older states, checks that ran out, checks that are lost.
    private static readonly Gen<List<ExportedInstance>> AnAgent =
        Gen.Select(AMesh, Gen.OneOf<HealthStatus?>(null, HealthStatus.Unhealthy, HealthStatus.Healthy))
            .Select((all, status) => all.Select(instance => instance with { Status = status }).ToList());

    [Fact]
    public void Decide_Applied_LeavesNothingToDo() =>
        Gen.Select(AMesh, AnAgent).Sample((wanted, owned) =>
        {
            var agent = Apply(ConsulExportRules.Decide(wanted, owned, _ => false), owned);

            var again = ConsulExportRules.Decide(wanted, agent, _ => false);
            Assert.Equal((0, 0, 0), (again.Register.Count, again.Report.Count, again.Remove.Count));
            Assert.Equal(wanted.Select(instance => (instance.Id, instance.Status)).Order(), agent.Select(instance => (instance.Id, instance.Status)).Order());
        });

    [Fact]
    public void Decide_Always_RemovesOnlyWhatItOwnsAndReportsOnlyWhatIsThere() =>
        Gen.Select(AMesh, AnAgent, Gen.Bool).Sample((wanted, owned, isDue) =>
        {
            var export = ConsulExportRules.Decide(wanted, owned, _ => isDue);

            var ids = owned.Select(instance => instance.Id).ToHashSet();
            Assert.All(export.Remove, id => Assert.Contains(id, ids));
            Assert.All(export.Report, instance => Assert.Contains(instance.Id, ids));
            if (isDue)
            {
                Assert.Equal(wanted.Count, export.Register.Count + export.Report.Count);
            }
        });

    [Fact]
    public void Describe_AnyInstance_IsMarkedAndNeverImported() =>
        AnInstance.Sample(instance =>
        {
            var exported = Rules.Describe(instance);

            Assert.Equal(instance.Source is not null, exported is null);
            Assert.True(exported is null || Rules.IsOwn(exported.Metadata));
            Assert.False(exported is not null && new ConsulExportRules(Guid.NewGuid()).IsOwn(exported.Metadata));
            Assert.True(exported is null || exported.Metadata.Keys.All(key => key is "plain" or CatalogMark.Store or CatalogMark.Instance));
            Assert.NotEqual(HealthStatus.Unknown, exported?.Status);
        });

    private static List<ExportedInstance> Apply(ConsulExport export, List<ExportedInstance> owned)
    {
        var agent = owned.ToDictionary(instance => instance.Id);
        export.Remove.ToList().ForEach(id => agent.Remove(id));
        export.Register.ToList().ForEach(instance => agent[instance.Id] = instance);
        export.Report.ToList().ForEach(instance => agent[instance.Id] = agent[instance.Id] with { Status = instance.Status });
        return [.. agent.Values];
    }
}
