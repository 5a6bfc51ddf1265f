using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Functions.Tests.Registry;
using ToskaMesh.Functions.Ticking;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Tests.Commands;

public sealed class CommandTests : IAsyncLifetime
{
    private ControlPlaneUnderTest _mesh = null!;

    public async ValueTask InitializeAsync()
    {
        _mesh = await ControlPlaneUnderTest.StartAsync();
        await _mesh.Admin.PostJsonAsync("api/ServiceRegistration/register", RegistrationTests.Body("orders", "o-1")).JsonAsync();
        await _mesh.Admin.PostJsonAsync("api/ServiceRegistration/register", RegistrationTests.Body("orders", "o-2", port: 5002)).JsonAsync();
    }

    public ValueTask DisposeAsync() => _mesh.DisposeAsync();

    [Fact]
    public async Task Command_ToOne_IsFetchedAnsweredAndSeen()
    {
        var location = await SendAsync("""{"command":"reindex","arguments":{"full":true}}""");
        Assert.Equal("pending", (string?)(await _mesh.Admin.ReadAsync(location).JsonAsync())["state"]);

        var service = await _mesh.ServiceAsync("orders");
        var pending = Assert.Single((await service.ReadAsync("api/Commands/pending?serviceId=o-1").JsonAsync()).AsArray())!;
        Assert.Equal(("reindex", true, 1), ((string?)pending["command"], (bool?)pending["arguments"]?["full"], (int?)pending["attempt"]));
        Assert.Empty((await service.ReadAsync("api/Commands/pending?serviceId=o-2").JsonAsync()).AsArray());

        var reply = """{"serviceId":"o-1","succeeded":true,"result":{"rows":3}}""";
        await service.PostJsonAsync($"{location}/reply", reply).JsonAsync();
        await service.PostJsonAsync($"{location}/reply", reply).JsonAsync();
        await service.PostJsonAsync($"{location}/reply", """{"serviceId":"o-2","succeeded":false}""").JsonAsync(HttpStatusCode.Conflict);

        var seen = await _mesh.Admin.ReadAsync(location).JsonAsync();
        Assert.Equal(("succeeded", "o-1", 3), ((string?)seen["state"], (string?)seen["targets"]?[0]?["serviceId"], (int?)seen["targets"]?[0]?["result"]?["rows"]));
    }

    [Fact]
    public async Task Command_ToAll_WaitsForEach()
    {
        var location = await SendAsync("""{"command":"reload","instance":"all"}""");

        await _mesh.Admin.PostJsonAsync($"{location}/reply", """{"serviceId":"o-1","succeeded":true}""").JsonAsync();

        var seen = await _mesh.Admin.ReadAsync(location).JsonAsync();
        Assert.Equal(("pending", 2), ((string?)seen["state"], seen["targets"]!.AsArray().Count));
        await _mesh.Admin.PostJsonAsync($"{location}/reply", """{"serviceId":"o-2","succeeded":false,"error":"busy"}""").JsonAsync();
        Assert.Equal("failed", (string?)(await _mesh.Admin.ReadAsync(location).JsonAsync())["state"]);
    }

    [Fact]
    public async Task Command_ToAnInstance_IsForThatOnly()
    {
        await SendAsync("""{"command":"drain","instance":"o-2"}""");

        Assert.Empty((await _mesh.Admin.ReadAsync("api/Commands/pending?serviceId=o-1").JsonAsync()).AsArray());
        Assert.Single((await _mesh.Admin.ReadAsync("api/Commands/pending?serviceId=o-2").JsonAsync()).AsArray());
    }

    [Fact]
    public async Task Command_NobodyAnswers_ExpiresByTheTickAndBefore()
    {
        var location = await SendAsync("""{"command":"reindex","timeout":"00:00:10"}""");
        _mesh.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("expired", (string?)(await _mesh.Admin.ReadAsync(location).JsonAsync())["state"]);
        await _mesh.Admin.PostJsonAsync($"{location}/reply", """{"serviceId":"o-1","succeeded":true}""").JsonAsync(HttpStatusCode.Conflict);
        await _mesh.Services.GetRequiredService<Tick>().RunAsync(TestContext.Current.CancellationToken);

        // The tick committed it, and the same tick or the next sends the event.
        Assert.Equal(0, (await _mesh.Store.Commands.SweepAsync(TestContext.Current.CancellationToken)).Expired);
    }

    [Fact]
    public async Task Command_WithoutTheScope_IsForbiddenAndWithItAllowed()
    {
        var plain = await _mesh.ServiceAsync("orders");
        var sender = await _mesh.ServiceAsync("billing", Scope.SendCommands);

        await plain.PostJsonAsync("api/Commands/orders", """{"command":"x"}""").JsonAsync(HttpStatusCode.Forbidden);
        await sender.PostJsonAsync("api/Commands/orders", """{"command":"x"}""").JsonAsync(HttpStatusCode.Accepted);
        await sender.ReadAsync("api/Commands/pending?serviceId=o-1").JsonAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Command_OfAnother_IsNotShown()
    {
        var location = await SendAsync("""{"command":"x"}""");
        var stranger = await _mesh.ServiceAsync("billing");

        await stranger.ReadAsync(location).JsonAsync(HttpStatusCode.NotFound);
        await stranger.PostJsonAsync($"{location}/reply", """{"serviceId":"o-1","succeeded":true}""").JsonAsync(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("orders", """{"instance":"-","timeout":"00:00:00","x":1}""", HttpStatusCode.BadRequest)]
    [InlineData("orders", """{"command":"x","instance":"o-9"}""", HttpStatusCode.NotFound)]
    [InlineData("nobody", """{"command":"x"}""", HttpStatusCode.NotFound)]
    [InlineData("no name!", """{"command":"x"}""", HttpStatusCode.BadRequest)]
    public async Task Command_ThatCannotBe_IsRefused(string service, string body, HttpStatusCode expected) =>
        await _mesh.Admin.PostJsonAsync($"api/Commands/{Uri.EscapeDataString(service)}", body).JsonAsync(expected);

    [Fact]
    public async Task Command_WithManyFaults_NamesEach()
    {
        var problem = await _mesh.Admin.PostJsonAsync(
            "api/Commands/orders", $$"""{"instance":"-","timeout":"00:00:00","arguments":"{{new string('a', 33000)}}"}""").JsonAsync(HttpStatusCode.BadRequest);

        Assert.Equal(["/arguments", "/command", "/instance", "/timeout"], problem.Pointers().Order());
    }

    [Theory]
    [InlineData("api/Commands/pending", HttpStatusCode.BadRequest)]
    [InlineData("api/Commands/pending?serviceId=o-1&limit=0", HttpStatusCode.BadRequest)]
    [InlineData("api/Commands/pending?serviceId=gone", HttpStatusCode.NotFound)]
    [InlineData("api/Commands/00000000-0000-0000-0000-000000000000", HttpStatusCode.NotFound)]
    [InlineData("api/Commands/no-id", HttpStatusCode.NotFound)]
    public async Task Read_OfWhatIsNotThere_SaysSo(string path, HttpStatusCode expected) =>
        Assert.IsType<JsonObject>(await _mesh.Admin.ReadAsync(path).JsonAsync(expected));

    private async Task<string> SendAsync(string body)
    {
        using var response = await _mesh.Admin.PostJsonAsync("api/Commands/orders", body);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return response.Headers.Location!.ToString().TrimStart('/');
    }
}
