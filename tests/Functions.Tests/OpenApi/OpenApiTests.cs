using System.Text;
using System.Text.Json.Nodes;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.Tests.Access;
using ToskaMesh.Functions.Tests.Registry;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Functions.Tests.OpenApi;

public sealed class OpenApiTests(ControlPlaneFixture fixture) : IClassFixture<ControlPlaneFixture>, IAsyncLifetime
{
    private static readonly HttpFunctions Functions = new(typeof(HttpFunctions).Assembly.GetExportedTypes());

    private readonly ControlPlaneUnderTest _mesh = fixture.Mesh;
    private JsonNode _document = null!;

    public async ValueTask InitializeAsync() => _document = await _mesh.Anonymous.ReadAsync("openapi.json").JsonAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void Document_HasEveryRouteAndMethodAndNoOther()
    {
        var described = _document["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(method => $"{method.Key.ToUpperInvariant()} {path.Key}"));
        var served = Functions.All.Where(function => !function.Route.IsCatchAll)
            .SelectMany(function => function.Methods.Select(method => $"{method} /{function.Route.Text}"));

        Assert.Equal("3.1.0", (string?)_document["openapi"]);
        Assert.Equal(served.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Document_References_AreAllThere()
    {
        var text = _document.ToJsonString();
        foreach (System.Text.RegularExpressions.Match match in System.Text.RegularExpressions.Regex.Matches(text, "#/components/schemas/([A-Za-z-]+)"))
        {
            Assert.NotNull(_document["components"]!["schemas"]![match.Groups[1].Value]);
        }
    }

    [Fact]
    public void Document_EveryOperation_HasASummaryAndASuccess()
    {
        foreach (var operation in Operations())
        {
            Assert.False(string.IsNullOrEmpty((string?)operation["summary"]));
            Assert.Contains(operation["responses"]!.AsObject(), response => response.Key is "200" or "201" or "202" or "204");
        }
    }

    [Fact]
    public void Document_OnlyOpenFunctions_NeedNoKey() =>
        Assert.Equal(
            OpenFunctions.Names,
            Operations().Where(operation => operation["security"] is JsonArray { Count: 0 }).Select(operation => (string?)operation["operationId"]).Order());

    [Fact]
    public async Task Answers_HaveExactlyTheDescribedMembers()
    {
        var full = RegistrationTests.Body(
            "orders",
            "o-1",
            ""","tags":["a"],"metadata":{"k":"v"},"zone":"z","version":"1","healthCheck":{"endpoint":"/h","interval":"00:00:10","port":81,"headers":{"X-A":"b"},"bodyMatch":"ok"}""");
        AssertMatches("Instance", await _mesh.Admin.PostJsonAsync("api/ServiceRegistration/register", full).JsonAsync());
        AssertMatches("Heartbeat", await _mesh.Admin.PostJsonAsync("api/ServiceRegistration/health/o-1", """{"status":2,"output":"x"}""").JsonAsync());
        AssertMatches("Instance", await _mesh.Admin.ReadAsync("api/ServiceDiscovery/instances/o-1").JsonAsync());
        AssertMatches("Metadata", await _mesh.Admin.ReadAsync("api/ServiceDiscovery/services/orders/metadata").JsonAsync());
        AssertMatches("Health", await _mesh.Anonymous.ReadAsync("health").JsonAsync());
        AssertMatches("Problem", await _mesh.Admin.PostJsonAsync("api/ServiceRegistration/register", "{}").JsonAsync(System.Net.HttpStatusCode.BadRequest));
        AssertMatches("Observations", await _mesh.Admin.PostJsonAsync(
            "api/Status/observations",
            """{"gateway":"gw","mode":"active","documents":[{"name":"routes.json","applied":{"epoch":1,"version":1,"at":"2026-01-02T03:04:05Z"},"rejected":{"reason":"invalid","at":"2026-01-02T03:04:05Z"}}]}""").JsonAsync(System.Net.HttpStatusCode.Accepted));
        AssertMatches("Gateway", (await _mesh.Admin.ReadAsync("api/Status/gateways").JsonAsync())[0]!);
        AssertMatches("Deregistration", await _mesh.Admin.PostAsync("api/ServiceRegistration/deregister/o-1").JsonAsync());
        AssertMatches("Tracking", await _mesh.Admin.ReadAsync("api/ServiceDiscovery/instances/o-1/tracking").JsonAsync());
    }

    [Fact]
    public void RegistrationSchema_NamesWhatTheParserTakesAndNeeds()
    {
        var schema = _document["components"]!["schemas"]!["registration"]!;

        Assert.Equal(TakenBy("{\"?\":1}", "/?"), Members(schema));
        Assert.Equal(TakenBy("""{"healthCheck":{"endpoint":"/","?":1}}""", "/healthCheck/?"), Members(schema["properties"]!["healthCheck"]!));
        Assert.Equal(TakenBy("""{"routing":{"?":1}}""", "/routing/?"), Members(schema["properties"]!["routing"]!));
        var missing = Parse("{}").Select(error => error.Pointer[1..]);
        Assert.Equal(missing.Order(), schema["required"]!.AsArray().Select(name => (string)name!).Order());
    }

    [Fact]
    public void ObservationsSchema_NamesWhatTheParserTakesAndNeeds()
    {
        var schema = _document["components"]!["schemas"]!["observations"]!;
        var properties = schema["properties"]!;
        var instance = properties["instances"]!["items"]!;
        var document = properties["documents"]!["items"]!;

        Assert.Equal(TakenBy(Report("""{"?":1}"""), "/?"), Members(schema));
        Assert.Equal(TakenBy(Report("""{"instances":[{"?":1}]}"""), "/instances/0/?"), Members(instance));
        Assert.Equal(TakenBy(Report("""{"documents":[{"?":1}]}"""), "/documents/0/?"), Members(document));
        foreach (var state in new[] { "applied", "rejected" })
        {
            var body = """{"documents":[{"name":"routes.json","STATE":{"?":1}}]}""".Replace("STATE", state, StringComparison.Ordinal);
            Assert.Equal(TakenBy(Report(body), $"/documents/0/{state}/?"), Members(document["properties"]![state]!));
        }
    }

    private static IReadOnlyList<ValidationError> Report(string body) => GatewayReportParser.Parse(Encoding.UTF8.GetBytes(body)).Errors;

    private static IEnumerable<string> Members(JsonNode schema) => schema["properties"]!.AsObject().Select(member => member.Key).Order();

    // The parser names what it knows when it refuses what it does not.
    private static IEnumerable<string> TakenBy(string body, string pointer) => TakenBy(Parse(body), pointer);

    private static IEnumerable<string> TakenBy(IReadOnlyList<ValidationError> errors, string pointer)
    {
        var detail = errors.Single(error => error.Pointer == pointer).Detail;
        return detail[(detail.IndexOf("known are ", StringComparison.Ordinal) + "known are ".Length)..].Split(", ").Distinct().Order();
    }

    private static IReadOnlyList<ValidationError> Parse(string body) =>
        new RegistrationParser(new RegistrationTerms { Addresses = new AddressRules(false) }).Parse(Encoding.UTF8.GetBytes(body)).Errors;

    private IEnumerable<JsonNode> Operations() =>
        _document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(method => method.Value!);

    private void AssertMatches(string name, JsonNode answer) =>
        AssertMatches(_document["components"]!["schemas"]![name]!, answer, name);

    private static void AssertMatches(JsonNode schema, JsonNode answer, string where)
    {
        var known = schema["properties"]?.AsObject();
        foreach (var member in known is null ? [] : answer.AsObject())
        {
            Assert.True(known!.ContainsKey(member.Key), $"{where}.{member.Key} is not described");
            AssertType(known[member.Key]!, member.Value, $"{where}.{member.Key}");
        }

        foreach (var required in schema["required"]?.AsArray() ?? [])
        {
            Assert.True(answer.AsObject().ContainsKey((string)required!), $"{where}.{required} is missing");
        }
    }

    private static void AssertType(JsonNode schema, JsonNode? value, string where)
    {
        var types = schema["type"] is JsonArray several ? [.. several.Select(type => (string)type!)] : new[] { (string?)schema["type"] };
        var actual = value switch { null => "null", JsonArray => "array", JsonObject => "object", _ => TypeOf(value) };
        Assert.True(types is [null] || types.Contains(actual), $"{where} is {actual}, described as {string.Join('|', types)}");
        if (value is JsonObject)
        {
            AssertMatches(schema, value, where);
        }

        if (value is JsonArray { Count: > 0 } items && schema["items"] is { } item)
        {
            AssertType(item, items[0], $"{where}[0]");
        }
    }

    private static string TypeOf(JsonNode value) => value.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.String => "string",
        System.Text.Json.JsonValueKind.Number => "integer",
        _ => "boolean",
    };
}
