using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing.Identity;
using Xunit;

namespace ToskaMesh.Testing.Registry;

public abstract partial class ServiceRegistryContract
{
    [Fact]
    public async Task ListServices_NamesThoseWithAMatchInOrder()
    {
        await RegisterAsync("orders", "o1", 5001, plain => plain with { Tags = ["blue"] });
        await RegisterAsync("Inventory", "i1", 5002, plain => plain with { Tags = ["blue", "eu"], Zone = "a" });
        await RegisterAsync("billing", "b1", 5003);
        await RegisterAsync("gone", "g1", 5004);
        await Registry.DeregisterAsync(Id("g1"), Callers.Admin, Cancel);

        Assert.Equal(["billing", "inventory", "orders"], await NamesAsync(InstanceFilter.None));
        Assert.Equal(["inventory", "orders"], await NamesAsync(new InstanceFilter(["blue"])));
        Assert.Equal(["inventory"], await NamesAsync(new InstanceFilter(["eu", "blue"])));
        Assert.Equal(["inventory"], await NamesAsync(new InstanceFilter([], Zone: "a")));
        Assert.Empty(await NamesAsync(new InstanceFilter(["bl"])));
    }

    [Fact]
    public async Task ListServices_Pages_CoverEachOnce()
    {
        foreach (var i in Enumerable.Range(1, 7))
        {
            await RegisterAsync($"service-{i}", $"id-{i}", 5000 + i);
        }

        var seen = new List<string>();
        Page<ServiceName>? page = null;
        do
        {
            page = await Registry.ListServicesAsync(InstanceFilter.None, new PageRequest(3, page?.Next), Cancel);
            Assert.InRange(page.Items.Count, 1, 3);
            seen.AddRange(page.Items.Select(name => name.Value));
        }
        while (page.Next is not null);

        Assert.Equal(Enumerable.Range(1, 7).Select(i => $"service-{i}"), seen);
    }

    [Fact]
    public async Task ListInstances_FiltersAndPagesInOrderOfId()
    {
        string[] ids = ["B", "a", "a-1", "a.1", "b", "Z"];
        for (var i = 0; i < ids.Length; i++)
        {
            await RegisterAsync("orders", ids[i], 5001 + i, plain => plain with { Tags = ["all"], Zone = "z" });
        }

        await RegisterAsync("other", "c", 5999, plain => plain with { Tags = ["all"] });
        await Registry.HeartbeatAsync(Id("a"), Callers.Admin, Cancel);

        var seen = new List<string>();
        Page<ServiceInstance>? page = null;
        do
        {
            page = await Registry.ListInstancesAsync(Name("ORDERS"), new InstanceFilter(["all"], "z"), new PageRequest(2, page?.Next), Cancel);
            seen.AddRange(page.Items.Select(instance => instance.ServiceId.Value));
        }
        while (page.Next is not null);

        Assert.Equal(ids.Order(StringComparer.Ordinal), seen);
        var healthy = await Registry.ListInstancesAsync(Name("orders"), InstanceFilter.None with { HealthyOnly = true }, PageRequest.First, Cancel);
        Assert.Equal("a", Assert.Single(healthy.Items).ServiceId.Value);
        Assert.Empty((await Registry.ListInstancesAsync(Name("nobody"), InstanceFilter.None, PageRequest.First, Cancel)).Items);
    }

    [Fact]
    public async Task ListInstances_FullLastPage_HasNoNext()
    {
        await RegisterAsync("orders", "o1", 5001);
        await RegisterAsync("orders", "o2", 5002);

        Assert.Null((await Registry.ListInstancesAsync(Name("orders"), InstanceFilter.None, new PageRequest(2), Cancel)).Next);
        Assert.Equal("o1", (await Registry.ListInstancesAsync(Name("orders"), InstanceFilter.None, new PageRequest(1), Cancel)).Next);
    }

    [Fact]
    public async Task Find_ComparesIdsWithCase()
    {
        await RegisterAsync("orders", "One", 5001);
        await RegisterAsync("orders", "one", 5002);

        Assert.Equal((5001, 5002), ((await FindAsync("One")).Port, (await FindAsync("one")).Port));
        Assert.Null(await Registry.FindAsync(Id("ONE"), Cancel));
    }

    [Fact]
    public async Task TrackService_ShowsThoseThereAndThoseThatLeft()
    {
        await RegisterAsync("orders", "here", 5001, plain => plain with { Metadata = new Dictionary<string, string> { ["k"] = "v" } });
        await RegisterAsync("orders", "gone", 5002);
        await RegisterAsync("other", "elsewhere", 5003);
        Time.Advance(TimeSpan.FromSeconds(3));
        await Registry.DeregisterAsync(Id("gone"), Callers.Admin, Cancel);

        var page = await Registry.TrackServiceAsync(Name("orders"), InstanceFilter.None, PageRequest.First, Cancel);

        Assert.Equal(["gone", "here"], page.Items.Select(tracking => tracking.ServiceId.Value));
        Assert.Equal((Now, null), (page.Items[0].DeregisteredAt, page.Items[1].DeregisteredAt));
        Assert.Equal("v", page.Items[1].Metadata["k"]);
        var first = await Registry.TrackServiceAsync(Name("orders"), InstanceFilter.None, new PageRequest(1), Cancel);
        Assert.Equal(("gone", "gone"), (Assert.Single(first.Items).ServiceId.Value, first.Next));
    }

    [Fact]
    public async Task DescribeMetadata_CountsKeysAndBoundsTheirValues()
    {
        for (var i = 0; i < MetadataKey.MaxValues + 5; i++)
        {
            await RegisterAsync("orders", $"o-{i}", 6000 + i, plain => plain with
            {
                Metadata = new Dictionary<string, string> { ["build"] = $"{i:d4}", ["team"] = "shop" },
            });
        }

        var described = await Registry.DescribeMetadataAsync(Name("orders"), InstanceFilter.None, Cancel);

        Assert.Equal((Name("orders"), 105, Now), (described.ServiceName, described.InstanceCount, described.GeneratedAt));
        Assert.False(described.More);
        Assert.Equal(["build", "team"], described.Keys.Select(key => key.Key));
        Assert.Equal((105, MetadataKey.MaxValues), (described.Keys[0].InstanceCount, described.Keys[0].Values.Count));
        Assert.Equal("0000", described.Keys[0].Values[0]);
        Assert.Equal(["shop"], described.Keys[1].Values);
    }

    [Fact]
    public async Task DescribeMetadata_MoreKeysThanAreTold_KeepsTheFirstWithTheirCounts()
    {
        // Three rounds of the same keys, and the last ones first: what was dropped comes again.
        var names = Enumerable.Range(0, MetadataKey.MaxKeys + 64).Select(i => $"k{i:d4}").Reverse().ToList();
        var bodies = Enumerable.Range(0, 3).SelectMany(_ => names.Chunk(64)).Select(chunk => chunk.ToDictionary(key => key, _ => "v")).ToList();
        for (var i = 0; i < bodies.Count; i++)
        {
            await RegisterAsync("orders", $"o-{i}", 6000 + i, plain => plain with { Metadata = bodies[i] });
        }

        var described = await Registry.DescribeMetadataAsync(Name("orders"), InstanceFilter.None, Cancel);

        Assert.True(described.More);
        Assert.Equal(names.Order(StringComparer.Ordinal).Take(MetadataKey.MaxKeys), described.Keys.Select(key => key.Key));
        Assert.All(described.Keys, key => Assert.Equal(3, key.InstanceCount));
    }

    [Fact]
    public async Task Snapshot_HoldsEverything()
    {
        await RegisterAsync("orders", "o1", 5001);
        await RegisterAsync("orders", "o2", 5002);
        await RegisterAsync("inventory", "i1", 5003);
        await Registry.DeregisterAsync(Id("i1"), Callers.Admin, Cancel);

        var snapshot = await Registry.SnapshotAsync(Cancel);

        Assert.Equal((0L, 0L, null, Now, default(LeaseGrace)), (snapshot.Epoch, snapshot.PublishedVersion, snapshot.EpochStartedAt, snapshot.TakenAt, snapshot.Grace));
        Assert.Equal(
            [("inventory", 0), ("orders", 2)],
            snapshot.Services.Select(found => (found.Service.Name.Value, found.Instances.Count)).Order());
    }

    [Fact]
    public async Task BeginEpoch_Twice_TheFirstStands()
    {
        Assert.Equal(17, await Mark.BeginEpochAsync(17, Cancel));
        var begun = Now;
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(17, await Mark.BeginEpochAsync(99, Cancel));

        var snapshot = await Registry.SnapshotAsync(Cancel);
        Assert.Equal((17L, begun), (snapshot.Epoch, snapshot.EpochStartedAt));
    }

    [Fact]
    public async Task Record_ALowerVersion_ChangesNothing()
    {
        Assert.Null(await Mark.ReadAsync(Cancel));
        await Mark.BeginEpochAsync(17, Cancel);
        await Mark.RecordAsync(new TableVersion(17, 5), Cancel);
        await Mark.RecordAsync(new TableVersion(17, 4), Cancel);
        Assert.Equal(new TableVersion(17, 5), await Mark.ReadAsync(Cancel));

        Assert.Equal(5, (await Registry.SnapshotAsync(Cancel)).PublishedVersion);
    }

    private async Task<IEnumerable<string>> NamesAsync(InstanceFilter filter) =>
        (await Registry.ListServicesAsync(filter, PageRequest.First, Cancel)).Items.Select(name => name.Value);
}
