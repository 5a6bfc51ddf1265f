using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Store;
using ToskaMesh.Functions.Tests.Store;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Functions.Tests.Registry;

public sealed class EfServiceRegistryTests : ServiceRegistryContract
{
    private readonly TemporaryDirectory _directory = new();
    private MeshStoreUnderTest? _store;

    public override async ValueTask DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }

        _directory.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Instance_StoredBeforeStartsWereNoted_StartedWhenItRegistered()
    {
        await Registry.RegisterAsync(Registrations.Of("orders", "old"), Callers.Admin, Cancel);
        await using (var context = await _store!.Services.GetRequiredService<IDbContextFactory<MeshDbContext>>().CreateDbContextAsync(Cancel))
        {
            await context.Instances.ExecuteUpdateAsync(row => row.SetProperty(one => one.StartedAt, (DateTimeOffset?)null), Cancel);
        }

        var (found, read) = (await Registry.FindAsync(InstanceId.Parse("old"), Cancel), Assert.Single(Assert.Single((await Registry.SnapshotAsync(Cancel)).Services).Instances));

        Assert.Equal((found!.RegisteredAt, read.RegisteredAt), (found.StartedAt, read.StartedAt));
    }

    /// <summary>The snapshot is read by hand, each column of it: this is what keeps it to the model.</summary>
    [Fact]
    public async Task Snapshot_OfEveryColumn_IsWhatTheModelReads()
    {
        Assert.True(ProbeHeaders.TryCreate([KeyValuePair.Create("X-Team", "shop")], out var headers));
        var check = new HealthCheck
        {
            Type = HealthCheckType.Https,
            Endpoint = "/ready",
            UnhealthyThreshold = 7,
            Port = 9000,
            Method = ProbeMethod.Put,
            Headers = headers,
            ExpectedStatus = ExpectedStatus.Parse("200-299,401"),
            BodyMatch = "ok",
            TlsSkipVerify = true,
            Service = "s",
        };
        await Registry.RegisterAsync(
            Registrations.Of("orders", "full", with: plain => plain with
            {
                Scheme = InstanceScheme.Https,
                Tags = ["a", "b"],
                Metadata = new Dictionary<string, string> { ["k"] = "v" },
                Weight = 3,
                Zone = "z",
                Version = "1",
                HealthCheck = check,
            }),
            Callers.Admin,
            Cancel);
        await Registry.ReportHealthAsync(InstanceId.Parse("full"), new HealthReport(HealthStatus.Unhealthy, "down"), Callers.Admin, Cancel);
        await Registry.RegisterAsync(Registrations.Of("orders", "plain", 5002), Callers.Admin, Cancel);

        var read = Assert.Single((await Registry.SnapshotAsync(Cancel)).Services).Instances;

        Assert.Equal(["full", "plain"], read.Select(instance => instance.ServiceId.Value));
        foreach (var instance in read)
        {
            var found = (await Registry.FindAsync(instance.ServiceId, Cancel))!;
            Assert.Equal(found.Tags, instance.Tags);
            Assert.Equal(found.Metadata, instance.Metadata);
            Assert.Equal(found, instance with { Tags = found.Tags, Metadata = found.Metadata });
        }

        Assert.Equal(check, read[0].HealthCheck);
    }

    protected override async ValueTask<RegistryUnderTest> CreateAsync(FakeTimeProvider time)
    {
        _store = await MeshStoreUnderTest.OpenAsync(_directory.Path, time);
        return _store.Ports;
    }
}
