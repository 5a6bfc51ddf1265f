using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Tests.Store;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Functions.Tests.Profile;

/// <summary>One setting says how long nothing expires after a sleep and how long a new epoch's first table waits.</summary>
public sealed class GraceTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(7);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task MeshGrace_ReachesPublishing()
    {
        await using var mesh = await ControlPlaneUnderTest.StartAsync(null, $"--Mesh:Grace={Grace:c}");

        Assert.Equal(Grace, mesh.Services.GetRequiredService<IOptions<PublishOptions>>().Value.Grace);
    }

    [Fact]
    public async Task MeshGrace_HoldsExpiryBackAfterASleep()
    {
        using var directory = new TemporaryDirectory();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using var store = await MeshStoreUnderTest.OpenAsync(directory.Path, time, [KeyValuePair.Create("Mesh:Grace", (string?)$"{Grace:c}")]);
        await store.Registry.RegisterAsync(Registrations.Of("orders", "orders-1", 5001), Callers.Admin, Cancel);
        await store.Registry.SweepAsync(Cancel);

        time.Advance(TimeSpan.FromHours(1));
        Assert.True((await store.Registry.SweepAsync(Cancel)).InGrace);
        for (var awake = TimeSpan.Zero; awake < Grace; awake += TimeSpan.FromSeconds(30))
        {
            await store.Registry.SweepAsync(Cancel);
            Assert.NotEqual(HealthStatus.Unhealthy, (await store.Registry.FindAsync(InstanceId.Parse("orders-1"), Cancel))!.Status);
            time.Advance(TimeSpan.FromSeconds(30));
        }

        Assert.Equal(HealthStatus.Unhealthy, (await store.Registry.FindAsync(InstanceId.Parse("orders-1"), Cancel))!.Status);
    }
}
