using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing.Identity;
using Xunit;

namespace ToskaMesh.Testing.Registry;

public abstract partial class ServiceRegistryContract
{
    [Fact]
    public async Task Register_NewInstance_IsStoredAsSaidAndTold()
    {
        var check = new HealthCheck { Type = HealthCheckType.Http, Endpoint = "/health?deep=1", HealthyThreshold = 4 };
        var registration = Registrations.Of("orders", "orders-1", 5001, plain => plain with
        {
            Address = ServiceAddress.Parse("2001:db8::1"),
            Scheme = InstanceScheme.H2c,
            Tags = ["blue", "eu"],
            Metadata = new Dictionary<string, string> { ["team"] = "shop", ["ü"] = "" },
            Weight = 0,
            Zone = "eu-1",
            Version = "1.2.3",
            Lease = TimeSpan.FromSeconds(45),
            HealthCheck = check,
        });

        var result = await TryRegisterAsync(registration);

        Assert.Equal(RegistrationOutcome.Created, result.Outcome);
        var found = await FindAsync("orders-1");
        AssertSame(result.Instance!, found);
        Assert.Equal((Name("orders"), "2001:db8::1", 5001, InstanceScheme.H2c), (found.ServiceName, found.Address.Value, found.Port, found.Scheme));
        Assert.Equal(["blue", "eu"], found.Tags);
        Assert.Equal(registration.Metadata, found.Metadata);
        Assert.Equal((0, "eu-1", "1.2.3", TimeSpan.FromSeconds(45)), (found.Weight, found.Zone, found.Version, found.Lease));
        Assert.Equal(check, found.HealthCheck);
        Assert.Equal((HealthStatus.Unknown, Now, Now, Now, Now + found.Lease), (found.Status, found.RegisteredAt, found.StartedAt, found.LastUpdated, found.ExpiresAt));
        Assert.Null(found.LastHealthCheck);
        Assert.Equal(registration.Fingerprint, found.Fingerprint);
        var told = Assert.Single(await TakeEventsAsync());
        Assert.Equal((EventTypes.ServiceRegistered, "orders-1", found.Revision, Now), (told.Type, told.Subject, told.Revision, told.Time));
    }

    [Fact]
    public async Task Register_SameBodyAgain_OnlyRenewsTheLease()
    {
        var first = await RegisterAsync("orders", "orders-1");
        await Registry.ReplaceMetadataAsync(Id("orders-1"), new Dictionary<string, string> { ["edited"] = "later" }, Callers.Admin, Cancel);
        var edited = await FindAsync("orders-1");
        await TakeEventsAsync();
        Time.Advance(TimeSpan.FromSeconds(20));

        var again = await TryRegisterAsync(Registrations.Of("orders", "orders-1"));

        Assert.Equal(RegistrationOutcome.Renewed, again.Outcome);
        var found = await FindAsync("orders-1");
        AssertSame(edited with { ExpiresAt = Now + first.Lease }, found);
        Assert.Equal("later", found.Metadata["edited"]);
        Assert.Empty(await TakeEventsAsync());
    }

    [Fact]
    public async Task Register_AnotherBody_UpdatesAndKeepsWhatStillHolds()
    {
        var first = await RegisterAsync("orders", "orders-1");
        await Registry.HeartbeatAsync(Id("orders-1"), Callers.Admin, Cancel);
        var healthy = await FindAsync("orders-1");
        await TakeEventsAsync();
        Time.Advance(TimeSpan.FromSeconds(10));

        var result = await TryRegisterAsync(Registrations.Of("orders", "orders-1", 5001, plain => plain with { Version = "2", Weight = 7 }));

        Assert.Equal(RegistrationOutcome.Updated, result.Outcome);
        var found = await FindAsync("orders-1");
        Assert.Equal(("2", 7, HealthStatus.Healthy), (found.Version, found.Weight, found.Status));
        Assert.Equal((first.RegisteredAt, Now, healthy.LastHealthCheck), (found.RegisteredAt, found.LastUpdated, found.LastHealthCheck));
        Assert.True(found.Revision > healthy.Revision);
        var told = Assert.Single(await TakeEventsAsync());
        Assert.Equal((EventTypes.ServiceUpdated, found.Revision), (told.Type, told.Revision));
    }

    [Fact]
    public async Task Register_SameBodyAfterAHeartbeat_IsAStartAndOtherwiseOnlyRenews()
    {
        await RegisterAsync("orders", "orders-1");
        Time.Advance(TimeSpan.FromSeconds(10));
        await Registry.HeartbeatAsync(Id("orders-1"), Callers.Admin, Cancel);
        var alive = await FindAsync("orders-1");
        await TakeEventsAsync();
        Time.Advance(TimeSpan.FromSeconds(10));

        // As many write at once, and as one writes alone.
        var again = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => TryRegisterAsync(Registrations.Of("orders", "orders-1"))));

        Assert.All(again, result => Assert.Equal((RegistrationOutcome.Renewed, false), (result.Outcome, result.Changed)));
        var restarted = alive with { StartedAt = Now, ExpiresAt = Now + alive.Lease };
        AssertSame(restarted, await FindAsync("orders-1"));
        AssertSame(restarted, Assert.Single((await SnapshotOfAsync("orders")).Instances));
        AssertSame(restarted, Assert.Single((await Registry.ListStatusAsync(new StatusFilter(Name("orders")), PageRequest.First, Cancel)).Items).Instance);
        Assert.Empty(await TakeEventsAsync());

        Time.Advance(TimeSpan.FromSeconds(10));
        await TryRegisterAsync(Registrations.Of("orders", "orders-1"));
        AssertSame(restarted with { ExpiresAt = Now + alive.Lease }, await FindAsync("orders-1"));
    }

    [Fact]
    public async Task Register_AnotherBody_IsAStart()
    {
        await RegisterAsync("orders", "orders-1", 5001);
        Time.Advance(TimeSpan.FromSeconds(10));

        await RegisterAsync("orders", "orders-1", 5001, plain => plain with { Version = "2" });
        Assert.Equal(Now, (await FindAsync("orders-1")).StartedAt);

        // At the same moment by this clock: still another start.
        await RegisterAsync("orders", "orders-1", 5001, plain => plain with { Version = "3" });
        Assert.True((await FindAsync("orders-1")).StartedAt > Now);
    }

    [Fact]
    public async Task Register_AnotherPort_StartsUnknown()
    {
        await RegisterAsync("orders", "orders-1", 5001);
        await Registry.HeartbeatAsync(Id("orders-1"), Callers.Admin, Cancel);

        await RegisterAsync("orders", "orders-1", 5002);

        var found = await FindAsync("orders-1");
        Assert.Equal((5002, HealthStatus.Unknown), (found.Port, found.Status));
    }

    [Fact]
    public async Task Register_ByAServiceThatMayNotWriteIt_IsForbiddenAndChangesNothing()
    {
        var result = await TryRegisterAsync(Registrations.Of("orders", "orders-1"), Callers.Of("inventory"));

        Assert.Equal((RegistrationOutcome.Forbidden, false), (result.Outcome, result.Succeeded));
        await AssertEmptyAsync();
    }

    [Fact]
    public async Task Register_OpeningTheServiceWithoutTheRight_IsRefusedAndChangesNothing()
    {
        var open = Registrations.Of("orders", "orders-1", 5001, plain => plain with { Routing = new ServiceRouting(AccessPolicy.Anonymous) });

        var result = await TryRegisterAsync(open, Callers.Of("orders"));

        Assert.Equal(RegistrationOutcome.AccessForbidden, result.Outcome);
        await AssertEmptyAsync();
        Assert.True((await TryRegisterAsync(open, Callers.Of("orders").With(Scope.OpenRoutes))).Succeeded);
        Assert.Equal(AccessPolicy.Anonymous, (await SnapshotOfAsync("orders")).Service.Access);
    }

    [Fact]
    public async Task Register_Requirements_AreTightenedByTheServiceAndLoosenedOnlyWithTheRight()
    {
        await RegisterRoutedAsync(new() { RequiredRoles = [Role.User], RequiredScopes = ["a"] }, Callers.Of("orders"));
        await RegisterRoutedAsync(new() { RequiredScopes = ["a", "b"] }, Callers.Of("orders"));
        await RegisterRoutedAsync(new() { PassAuthorization = false }, Callers.Of("orders"));
        var tight = new CallerRequirements([Role.User], ["a", "b"]);
        Assert.Equal((tight, false), ((await SnapshotOfAsync("orders")).Service.Requires, (await SnapshotOfAsync("orders")).Service.PassAuthorization));

        var looser = new ServiceRouting(AccessPolicy.Anonymous) { RequiredRoles = [Role.User, Role.Service], RequiredScopes = ["b"], PassAuthorization = true };
        var refused = await TryRegisterAsync(Registrations.Of("orders", "orders-1", 5001, plain => plain with { Routing = looser }), Callers.Of("orders"));
        Assert.Equal(RegistrationOutcome.AccessForbidden, refused.Outcome);
        Assert.Equal(["access", "requiredRoles", "requiredScopes", "passAuthorization"], refused.Loosened);
        Assert.Equal(tight, (await SnapshotOfAsync("orders")).Service.Requires);

        await RegisterRoutedAsync(new() { RequiredRoles = [], RequiredScopes = [], PassAuthorization = true }, Callers.Of("orders").With(Scope.OpenRoutes));
        Assert.Equal(
            (CallerRequirements.None, true), ((await SnapshotOfAsync("orders")).Service.Requires, (await SnapshotOfAsync("orders")).Service.PassAuthorization));
        await RegisterRoutedAsync(new() { PassAuthorization = true }, Callers.Of("orders"));

        async Task RegisterRoutedAsync(ServiceRouting routing, Caller caller) => Assert.True(
            (await TryRegisterAsync(Registrations.Of("orders", "orders-1", 5001, plain => plain with { Routing = routing }), caller)).Succeeded);
    }

    [Fact]
    public async Task Register_Routing_BelongsToTheServiceAndOmittedPartsStay()
    {
        var timeout = TimeSpan.FromSeconds(7);
        await RegisterAsync("orders", "orders-1", 5001, plain => plain with
        {
            Routing = new ServiceRouting(AccessPolicy.Anonymous, LoadBalancing.LeastRequests, timeout),
        });
        await RegisterAsync("orders", "orders-2", 5002, plain => plain with { Routing = new ServiceRouting(LoadBalancing: LoadBalancing.Weighted) });
        await RegisterAsync("orders", "orders-3", 5003);

        var service = (await SnapshotOfAsync("orders")).Service;

        Assert.Equal((AccessPolicy.Anonymous, LoadBalancing.Weighted, timeout), (service.Access, service.LoadBalancing, service.Timeout));
    }

    [Fact]
    public async Task Register_RateLimit_StaysUntilZeroPermitsTakeItAway()
    {
        var limit = new ServiceRateLimit { Permits = 10, Window = TimeSpan.FromSeconds(1), By = RateLimitBy.Client };
        await RegisterAsync("orders", "orders-1", 5001, plain => plain with { Routing = new ServiceRouting(RateLimit: limit) });
        await RegisterAsync("orders", "orders-2", 5002);
        Assert.Equal(limit, (await SnapshotOfAsync("orders")).Service.RateLimit);

        await RegisterAsync("orders", "orders-3", 5003, plain => plain with { Routing = new ServiceRouting(RateLimit: limit with { Permits = 0 }) });
        Assert.Null((await SnapshotOfAsync("orders")).Service.RateLimit);
    }

    [Fact]
    public async Task Register_IdOfALiveInstanceOfAnotherService_IsHeld()
    {
        var first = await RegisterAsync("orders", "shared-id", 5001);

        var result = await TryRegisterAsync(Registrations.Of("inventory", "shared-id", 5002));

        Assert.Equal((RegistrationOutcome.IdHeld, first.ServiceName), (result.Outcome, result.Holder?.ServiceName));
        AssertSame(first, await FindAsync("shared-id"));
    }

    [Fact]
    public async Task Register_IdOfACriticalInstanceOfAnotherService_TakesItOver()
    {
        await RegisterAsync("orders", "shared-id", 5001);
        await TakeEventsAsync();
        Time.Advance(TimeSpan.FromSeconds(31));

        var result = await TryRegisterAsync(Registrations.Of("inventory", "shared-id", 5002));

        Assert.Equal(RegistrationOutcome.Created, result.Outcome);
        Assert.Equal(Name("inventory"), (await FindAsync("shared-id")).ServiceName);
        Assert.Empty((await SnapshotOfAsync("orders")).Instances);
        var told = await TakeEventsAsync();
        Assert.Equal([EventTypes.ServiceDeregistered, EventTypes.ServiceRegistered], told.Select(@event => @event.Type));
        Assert.True(told[0].Revision < told[1].Revision);
    }

    [Fact]
    public async Task Register_AddressOfALiveInstanceOfAnotherService_IsHeld()
    {
        await RegisterAsync("orders", "orders-1", 5001);

        var result = await TryRegisterAsync(Registrations.Of("inventory", "inventory-1", 5001));

        Assert.Equal((RegistrationOutcome.AddressHeld, Id("orders-1")), (result.Outcome, result.Holder?.ServiceId));
        Assert.Null(await Registry.FindAsync(Id("inventory-1"), Cancel));
        Assert.DoesNotContain((await Registry.SnapshotAsync(Cancel)).Services, found => found.Service.Name == Name("inventory"));
    }

    [Theory]
    [InlineData("orders", 0, DeregistrationReason.Replaced)]
    [InlineData("orders", 31, DeregistrationReason.Evicted)]
    [InlineData("inventory", 31, DeregistrationReason.Evicted)]
    public async Task Register_AddressOfAnotherInstance_RemovesIt(string service, int secondsLater, DeregistrationReason reason)
    {
        await RegisterAsync("orders", "first", 5001);
        Time.Advance(TimeSpan.FromSeconds(secondsLater));

        await RegisterAsync(service, "second", 5001);

        Assert.Null(await Registry.FindAsync(Id("first"), Cancel));
        var tracking = await Registry.TrackAsync(Id("first"), Cancel);
        Assert.Equal((Now, reason), (tracking?.DeregisteredAt, tracking?.Reason));
        Assert.Equal(
            [EventTypes.ServiceRegistered, EventTypes.ServiceDeregistered, EventTypes.ServiceRegistered],
            (await TakeEventsAsync()).Select(@event => @event.Type));
    }

    [Fact]
    public async Task Register_ManyAtOnce_AllStandWithRevisionsOfTheirOwn()
    {
        var results = await Task.WhenAll(Enumerable.Range(1, 64).Select(
            i => Task.Run(() => TryRegisterAsync(Registrations.Of("orders", $"orders-{i}", 6000 + i)), Cancel)));

        Assert.All(results, result => Assert.Equal(RegistrationOutcome.Created, result.Outcome));
        var page = await Registry.ListInstancesAsync(Name("orders"), InstanceFilter.None, new PageRequest(100), Cancel);
        Assert.Equal(64, page.Items.Count);
        Assert.Equal(64, page.Items.Select(instance => instance.Revision).Distinct().Count());
        Assert.Equal(64, (await TakeEventsAsync()).Count);
    }

    [Fact]
    public async Task Register_OneAddressManyTimesAtOnce_OneInstanceHoldsItInTheEnd()
    {
        await Task.WhenAll(Enumerable.Range(1, 16).Select(
            i => Task.Run(() => TryRegisterAsync(Registrations.Of("orders", $"orders-{i}", 5001)), Cancel)));

        var page = await Registry.ListInstancesAsync(Name("orders"), InstanceFilter.None, PageRequest.First, Cancel);
        Assert.Single(page.Items);
    }

    private static void AssertSame(ServiceInstance expected, ServiceInstance actual)
    {
        Assert.Equal(expected.Tags, actual.Tags);
        Assert.Equal(expected.Metadata.OrderBy(pair => pair.Key), actual.Metadata.OrderBy(pair => pair.Key));
        Assert.Equal(expected, actual with { Tags = expected.Tags, Metadata = expected.Metadata });
    }

    private async Task AssertEmptyAsync()
    {
        Assert.Empty((await Registry.SnapshotAsync(Cancel)).Services);
        Assert.Empty(await TakeEventsAsync());
    }
}
