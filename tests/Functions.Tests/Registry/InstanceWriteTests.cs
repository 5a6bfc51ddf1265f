using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Registry;

namespace ToskaMesh.Functions.Tests.Registry;

public sealed class InstanceWriteTests : IAsyncLifetime
{
    private ControlPlaneUnderTest _mesh = null!;

    public async ValueTask InitializeAsync()
    {
        _mesh = await ControlPlaneUnderTest.StartAsync();
        await _mesh.Admin.PostJsonAsync("api/ServiceRegistration/register", RegistrationTests.Body("orders", "o-1")).JsonAsync();
    }

    public ValueTask DisposeAsync() => _mesh.DisposeAsync();

    [Fact]
    public async Task Heartbeat_KnownInstance_RenewsTheLease()
    {
        _mesh.Time.Advance(TimeSpan.FromSeconds(20));

        var answer = await _mesh.Admin.PostAsync("api/ServiceRegistration/heartbeat/o-1").JsonAsync();

        Assert.Equal("o-1", (string?)answer["serviceId"]);
        Assert.Equal("Healthy", (string?)answer["status"]);
        Assert.Equal(_mesh.Time.GetUtcNow().AddSeconds(30), answer["expiresAt"]!.GetValue<DateTimeOffset>());
    }

    [Fact]
    public async Task Heartbeat_UnknownInstance_SaysToRegisterAgain()
    {
        var problem = await _mesh.Admin.PostAsync("api/ServiceRegistration/heartbeat/o-2").JsonAsync(HttpStatusCode.NotFound);

        Assert.Equal("urn:toskamesh:problem:unknown-instance", (string?)problem["type"]);
        Assert.Contains("register", (string?)problem["title"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReportHealth_Number_SetsTheStatus()
    {
        await _mesh.Admin.PostJsonAsync("api/ServiceRegistration/health/o-1", """{"status":3,"output":"slow disk"}""").JsonAsync();

        var instance = await _mesh.Admin.ReadAsync("api/ServiceDiscovery/instances/o-1").JsonAsync();
        Assert.Equal("Degraded", (string?)instance["status"]);
        Assert.Equal("slow disk", (string?)instance["output"]);
    }

    [Fact]
    public async Task ReplaceMetadata_SurvivesTheSameRegistrationAgain()
    {
        await _mesh.Admin.PostJsonAsync("api/ServiceRegistration/metadata/o-1", """{"metadata":{"team":"a"}}""").JsonAsync();

        await _mesh.Admin.PostJsonAsync("api/ServiceRegistration/register", RegistrationTests.Body("orders", "o-1")).JsonAsync();

        var instance = await _mesh.Admin.ReadAsync("api/ServiceDiscovery/instances/o-1").JsonAsync();
        Assert.Equal("a", (string?)instance["metadata"]!["team"]);
    }

    [Theory]
    [InlineData("health", """{"status":"well"}""", "/status")]
    [InlineData("metadata", """{"metadata":{"a":1}}""", "/metadata/a")]
    [InlineData("metadata", """{}""", "/metadata")]
    public async Task Write_FaultyBody_NamesTheField(string path, string body, string pointer)
    {
        var problem = await _mesh.Admin.PostJsonAsync($"api/ServiceRegistration/{path}/o-1", body).JsonAsync(HttpStatusCode.BadRequest);

        Assert.Equal([pointer], problem.Pointers());
    }

    [Fact]
    public async Task Deregister_Twice_AnswersTheSame()
    {
        var first = await _mesh.Admin.PostAsync("api/ServiceRegistration/deregister/o-1").JsonAsync();
        _mesh.Time.Advance(TimeSpan.FromMinutes(1));
        var second = await _mesh.Admin.PostAsync("api/ServiceRegistration/deregister/o-1").JsonAsync();

        Assert.Equal(first.ToJsonString(), second.ToJsonString());
        await _mesh.Admin.ReadAsync("api/ServiceDiscovery/instances/o-1").JsonAsync(HttpStatusCode.NotFound);
        var tracking = await _mesh.Admin.ReadAsync("api/ServiceDiscovery/instances/o-1/tracking").JsonAsync();
        Assert.Equal("requested", (string?)tracking["reason"]);
    }

    [Fact]
    public async Task Deregister_WhenPublishingTakesTime_TellsWhenItLeft()
    {
        await using var mesh = await ControlPlaneUnderTest.StartAsync(services => services.AddSingleton<IAfterCommit, SlowAfterCommit>());
        await mesh.Admin.PostJsonAsync("api/ServiceRegistration/register", RegistrationTests.Body("orders", "o-1")).JsonAsync();
        var left = mesh.Time.GetUtcNow();

        var first = await mesh.Admin.PostAsync("api/ServiceRegistration/deregister/o-1").JsonAsync();
        var second = await mesh.Admin.PostAsync("api/ServiceRegistration/deregister/o-1").JsonAsync();

        Assert.Equal(left, first["deregisteredAt"]!.GetValue<DateTimeOffset>());
        Assert.Equal(first.ToJsonString(), second.ToJsonString());
    }

    [Fact]
    public async Task Deregister_NeverKnown_IsNotFound() =>
        await _mesh.Admin.PostAsync("api/ServiceRegistration/deregister/o-9").JsonAsync(HttpStatusCode.NotFound);

    [Fact]
    public async Task Deregister_GoneInstanceOfAnotherService_TellsNothing()
    {
        await _mesh.Admin.PostAsync("api/ServiceRegistration/deregister/o-1").JsonAsync();
        var other = await _mesh.ServiceAsync("other");

        await other.PostAsync("api/ServiceRegistration/deregister/o-1").JsonAsync(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("heartbeat/o-1", "")]
    [InlineData("deregister/o-1", "")]
    [InlineData("health/o-1", """{"status":1}""")]
    [InlineData("metadata/o-1", """{"metadata":{}}""")]
    public async Task Write_AnotherServicesKey_IsForbidden(string path, string body)
    {
        var other = await _mesh.ServiceAsync("other");
        var own = await _mesh.ServiceAsync("orders");

        await other.PostJsonAsync($"api/ServiceRegistration/{path}", body).JsonAsync(HttpStatusCode.Forbidden);
        await own.PostJsonAsync($"api/ServiceRegistration/{path}", body).JsonAsync();
    }

    [Theory]
    [InlineData("heartbeat/-x")]
    [InlineData("deregister/a%20b")]
    public async Task Write_IdOfTheWrongForm_IsRefused(string path)
    {
        var problem = await _mesh.Admin.PostAsync($"api/ServiceRegistration/{path}").JsonAsync(HttpStatusCode.BadRequest);

        Assert.Equal("serviceId", (string?)problem["errors"]![0]!["parameter"]);
    }

    private sealed class SlowAfterCommit(TimeProvider time) : IAfterCommit
    {
        private bool _isFirst = true;

        // The registration comes first; the test takes its time after that.
        public Task RunAsync()
        {
            ((FakeTimeProvider)time).Advance(_isFirst ? TimeSpan.Zero : TimeSpan.FromMilliseconds(700));
            _isFirst = false;
            return Task.CompletedTask;
        }
    }
}
