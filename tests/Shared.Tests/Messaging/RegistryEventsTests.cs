using System.Text.Json;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Shared.Tests.Messaging;

public sealed class RegistryEventsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2));

    private static readonly ServiceInstance Instance = Instances.Of("orders", "orders-1", Now) with
    {
        Scheme = InstanceScheme.H2c,
        Tags = ["blue"],
        Metadata = new Dictionary<string, string> { ["team"] = "shop" },
        Zone = "eu-1",
        Version = "1.2",
        Revision = 4_000_000_000,
    };

    [Fact]
    public void Registered_TellsEverythingOfTheInstance() => AssertData(
        RegistryEvents.Registered(Instance, Now),
        """
        {"serviceId":"orders-1","serviceName":"orders","address":"10.0.0.1","port":5001,"scheme":"h2c",
         "metadata":{"team":"shop"},"tags":["blue"],"zone":"eu-1","weight":1,"version":"1.2","status":"Healthy"}
        """);

    [Fact]
    public void Deregistered_TellsWhy() => AssertData(
        RegistryEvents.Deregistered(new Removal(Instance, DeregistrationReason.Evicted), Now),
        """{"serviceId":"orders-1","serviceName":"orders","address":"10.0.0.1","port":5001,"scheme":"h2c","reason":"evicted"}""");

    [Fact]
    public void HealthChanged_TellsBothStatuses() => AssertData(
        RegistryEvents.HealthChanged(Instance, Instance.Critical(Now) with { Output = "gone" }, Now),
        """
        {"serviceId":"orders-1","serviceName":"orders","address":"10.0.0.1","port":5001,"scheme":"h2c",
         "previousStatus":"Healthy","currentStatus":"Unhealthy","output":"gone"}
        """);

    [Fact]
    public void Between_TellsWhatDiffers()
    {
        Assert.Equal([EventTypes.ServiceRegistered], Types(null, Instance));
        Assert.Empty(Types(Instance, Instance with { ExpiresAt = Now.AddDays(1), LastHealthCheck = Now, Output = "still fine" }));
        Assert.Equal([EventTypes.HealthChanged], Types(Instance, Instance.Critical(Now)));
        Assert.Equal([EventTypes.ServiceUpdated], Types(Instance, Instance with { Metadata = new Dictionary<string, string>() }));
        Assert.Equal(
            [EventTypes.ServiceUpdated, EventTypes.HealthChanged],
            Types(Instance, Instance with { Fingerprint = "another", Status = HealthStatus.Unknown }));
    }

    [Fact]
    public void CloudEvent_IsStructuredMode()
    {
        var registered = RegistryEvents.Registered(Instance, Now);

        using var json = JsonDocument.Parse(CloudEventJson.Serialize(registered));

        var root = json.RootElement;
        Assert.Equal("1.0", root.GetProperty("specversion").GetString());
        Assert.Equal(registered.Id, root.GetProperty("id").GetGuid());
        Assert.Equal("/toskamesh/registry", root.GetProperty("source").GetString());
        Assert.Equal("toskamesh.service.registered.v1", root.GetProperty("type").GetString());
        Assert.Equal("orders-1", root.GetProperty("subject").GetString());
        Assert.Equal("2026-01-02T01:04:05Z", root.GetProperty("time").GetString());
        Assert.Equal("4000000000", root.GetProperty("revision").GetString());
        Assert.Equal("application/json", root.GetProperty("datacontenttype").GetString());
        Assert.Equal("orders", root.GetProperty("data").GetProperty("serviceName").GetString());
        Assert.All(root.EnumerateObject(), attribute => Assert.Matches("^[a-z0-9]{1,20}$", attribute.Name));
    }

    private static IEnumerable<string> Types(ServiceInstance? before, ServiceInstance after) =>
        RegistryEvents.Between(before, after, Now).Select(@event => @event.Type);

    private static void AssertData(MeshEvent @event, string expected)
    {
        Assert.Equal(("orders-1", 4_000_000_000, Now), (@event.Subject, @event.Revision, @event.Time));
        Assert.Equal(7, @event.Id.Version);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), JsonElement.Parse(@event.Data)), @event.Data);
    }
}
