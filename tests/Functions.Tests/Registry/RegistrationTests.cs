using System.Net;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Tests.Registry;

public sealed class RegistrationTests : IAsyncLifetime
{
    private const string Path = "api/ServiceRegistration/register";

    private ControlPlaneUnderTest _mesh = null!;

    public async ValueTask InitializeAsync() => _mesh = await ControlPlaneUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _mesh.DisposeAsync();

    [Fact]
    public async Task Register_ValidBody_AnswersTheInstance()
    {
        var instance = await _mesh.Admin.PostJsonAsync(Path, Body("orders", "o-1")).JsonAsync();

        Assert.Equal("orders", (string?)instance["serviceName"]);
        Assert.Equal("o-1", (string?)instance["serviceId"]);
        Assert.Equal("Unknown", (string?)instance["status"]);
        Assert.Equal("http", (string?)instance["scheme"]);
        Assert.Equal(30, (int?)instance["leaseSeconds"]);
        Assert.Equal(_mesh.Time.GetUtcNow(), instance["registeredAt"]!.GetValue<DateTimeOffset>());
        Assert.Equal(_mesh.Time.GetUtcNow().AddSeconds(30), instance["expiresAt"]!.GetValue<DateTimeOffset>());
    }

    [Fact]
    public async Task Register_ValidBody_IsPublishedWhenItAnswers()
    {
        await _mesh.Admin.PostJsonAsync(Path, Body("orders", "o-1")).JsonAsync();

        var table = await File.ReadAllTextAsync(System.IO.Path.Combine(_mesh.DataDirectory, "routes.json"), TestContext.Current.CancellationToken);
        Assert.Contains("\"o-1\"", table, StringComparison.Ordinal);
        Assert.Empty(await _mesh.Store.Outbox.ReadDueAsync(10, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Register_FaultyBody_NamesEveryFieldAndWritesNothing()
    {
        var problem = await _mesh.Admin.PostJsonAsync(Path, """{"serviceName":"orders","port":0,"ttl":3}""")
            .JsonAsync(HttpStatusCode.BadRequest);

        Assert.Equal("urn:toskamesh:problem:invalid-body", (string?)problem["type"]);
        Assert.Equal(400, (int?)problem["status"]);
        Assert.Equal(["/address", "/port", "/serviceId", "/ttl"], problem.Pointers().Order());
        Assert.Empty((await _mesh.Admin.ReadAsync("api/ServiceDiscovery/services").JsonAsync()).AsArray());
    }

    [Fact]
    public async Task Register_AnotherServicesKey_IsForbidden()
    {
        var other = await _mesh.ServiceAsync("other");

        var problem = await other.PostJsonAsync(Path, Body("orders", "o-1")).JsonAsync(HttpStatusCode.Forbidden);

        Assert.Equal("urn:toskamesh:problem:forbidden", (string?)problem["type"]);
        await _mesh.Admin.ReadAsync("api/ServiceDiscovery/instances/o-1").JsonAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Register_OpeningTheRoute_NeedsTheScope()
    {
        var body = Body("orders", "o-1", ""","routing":{"access":"anonymous"}""");
        var plain = await _mesh.ServiceAsync("orders");
        var scoped = await _mesh.ServiceAsync("orders", Scope.OpenRoutes);

        var problem = await plain.PostJsonAsync(Path, body).JsonAsync(HttpStatusCode.Forbidden);
        Assert.Equal(["/routing/access"], problem.Pointers());
        await scoped.PostJsonAsync(Path, body).JsonAsync();
    }

    [Fact]
    public async Task Register_IdOfAnotherService_IsAConflict()
    {
        await _mesh.Admin.PostJsonAsync(Path, Body("orders", "o-1")).JsonAsync();

        var problem = await _mesh.Admin.PostJsonAsync(Path, Body("other", "o-1", port: 81)).JsonAsync(HttpStatusCode.Conflict);

        Assert.Equal(["/serviceId"], problem.Pointers());
    }

    [Fact]
    public async Task Register_AddressOfAnotherService_IsAConflict()
    {
        await _mesh.Admin.PostJsonAsync(Path, Body("orders", "o-1")).JsonAsync();

        var problem = await _mesh.Admin.PostJsonAsync(Path, Body("other", "x-1")).JsonAsync(HttpStatusCode.Conflict);

        Assert.Equal(["/address"], problem.Pointers());
    }

    [Fact]
    public async Task Register_TheGatewaysPort_IsRefused()
    {
        var body = """{"serviceName":"orders","serviceId":"o-1","address":"127.0.0.1","port":8080}""";

        var problem = await _mesh.Admin.PostJsonAsync(Path, body).JsonAsync(HttpStatusCode.BadRequest);

        Assert.Equal(["/port"], problem.Pointers());
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData(null)]
    public async Task Register_AnotherContentType_Is415(string? type)
    {
        using var content = new ByteArrayContent("{}"u8.ToArray());
        if (type is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        await _mesh.Admin.PostAsync(Path, content, TestContext.Current.CancellationToken).JsonAsync(HttpStatusCode.UnsupportedMediaType);
    }

    internal static string Body(string service, string id, string rest = "", int port = 80) =>
        $$"""{"serviceName":"{{service}}","serviceId":"{{id}}","address":"10.0.0.1","port":{{port}}{{rest}}}""";
}
