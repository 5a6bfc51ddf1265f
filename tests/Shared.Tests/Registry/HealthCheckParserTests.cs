using System.Text;
using System.Text.Json;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Tests.Registry;

public sealed class HealthCheckParserTests
{
    [Fact]
    public void Parse_HttpsCheck_WithEverything_IsRead()
    {
        const string Text = """
            {"type":"https","endpoint":"/ready?deep=1","port":9000,"method":"put","headers":{"X-Team":"shop","Host":"orders.internal:81"},
             "expectedStatus":"401,200-299","bodyMatch":"\"status\":\"bereit ✓\"","tlsSkipVerify":true,
             "interval":"00:00:07","timeout":"00:00:03","healthyThreshold":4,"unhealthyThreshold":5}
            """;

        Assert.Equal(HealthChecks.Full(HealthCheckType.Https), Accepted(Text));
    }

    [Fact]
    public void Parse_TcpCheck_NeedsNothing() => Assert.Equal(new HealthCheck { Type = HealthCheckType.Tcp }, Accepted("""{"type":"tcp"}"""));

    [Theory]
    [InlineData("""{"type":"grpc"}""", null)]
    [InlineData("""{"type":"grpc","service":""}""", null)]
    [InlineData("""{"type":4,"service":"shop.Orders"}""", "shop.Orders")]
    public void Parse_GrpcCheck_HasAService(string text, string? service) =>
        Assert.Equal(new HealthCheck { Type = HealthCheckType.Grpc, Service = service }, Accepted(text));

    [Fact]
    public void Parse_SpelledOutDefaults_AreNone() =>
        Assert.Equal(
            new HealthCheck { Type = HealthCheckType.Http, Endpoint = "/" },
            Accepted("""{"endpoint":"/","port":8080,"method":"GET","headers":{},"expectedStatus":"200-299"}"""));

    [Theory]
    [InlineData("""{"endpoint":"http://169.254.169.254/latest"}""")]
    [InlineData("""{"endpoint":"HTTPS://elsewhere/"}""")]
    [InlineData("""{"endpoint":"file:///etc/passwd"}""")]
    [InlineData("""{"endpoint":"gopher://elsewhere/"}""")]
    [InlineData("""{"endpoint":"//elsewhere/"}""")]
    [InlineData("""{"endpoint":"/\\elsewhere/"}""")]
    [InlineData("""{"endpoint":"@elsewhere/"}""")]
    [InlineData("""{"endpoint":"/#fragment"}""")]
    public void Parse_EndpointThatLeadsElsewhere_IsRefusedWithWhatIsWanted(string text)
    {
        var error = Assert.Single(Refused(text));

        Assert.Equal("/healthCheck/endpoint", error.Pointer);
        Assert.Contains("a path such as /health", error.Detail, StringComparison.Ordinal);
        Assert.Contains("never another host", error.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"tcp","port":0}""", "port")]
    [InlineData("""{"type":"tcp","port":65536}""", "port")]
    [InlineData("""{"endpoint":"/","method":"DELETE"}""", "method")]
    [InlineData("""{"endpoint":"/","method":"GET, PUT"}""", "method")]
    [InlineData("""{"endpoint":"/","expectedStatus":"2xx"}""", "expectedStatus")]
    [InlineData("""{"endpoint":"/","expectedStatus":200}""", "expectedStatus")]
    [InlineData("""{"endpoint":"/","expectedStatus":"299-200"}""", "expectedStatus")]
    [InlineData("""{"endpoint":"/","expectedStatus":"100"}""", "expectedStatus")]
    [InlineData("""{"endpoint":"/","expectedStatus":"200-600"}""", "expectedStatus")]
    [InlineData("""{"endpoint":"/","bodyMatch":""}""", "bodyMatch")]
    [InlineData("""{"endpoint":"/","bodyMatch":"ok","method":"HEAD"}""", "bodyMatch")]
    [InlineData("""{"type":"https","endpoint":"/","tlsSkipVerify":"yes"}""", "tlsSkipVerify")]
    [InlineData("""{"endpoint":"/","tlsSkipVerify":true}""", "tlsSkipVerify")]
    [InlineData("""{"endpoint":"/","service":"orders"}""", "service")]
    [InlineData("""{"type":"grpc","tlsSkipVerify":true}""", "tlsSkipVerify")]
    [InlineData("""{"type":"grpc","service":"a\nb"}""", "service")]
    [InlineData("""{"endpoint":"/","headers":["X-A"]}""", "headers")]
    [InlineData("""{"endpoint":"/","headers":{"X-A":1}}""", "headers/X-A")]
    [InlineData("""{"endpoint":"/","headers":{"X-A":"1","x-a":"2"}}""", "headers")]
    [InlineData("""{"endpoint":"/","headers":{"X A":"1"}}""", "headers/X A")]
    [InlineData("""{"endpoint":"/","headers":{"X-A":"1\r\nX-B: 2"}}""", "headers/X-A")]
    [InlineData("""{"endpoint":"/","headers":{"X-A":" 1"}}""", "headers/X-A")]
    [InlineData("""{"endpoint":"/","headers":{"X-A":"ü"}}""", "headers/X-A")]
    [InlineData("""{"endpoint":"/","headers":{"Host":"a/b"}}""", "headers/Host")]
    [InlineData("""{"endpoint":"/","headers":{"Host":"a:99999"}}""", "headers/Host")]
    [InlineData("""{"endpoint":"/","headers":{"Host":"user@a"}}""", "headers/Host")]
    public void Parse_OneFieldAtFault_NamesItOnly(string text, string field) =>
        Assert.Equal($"/healthCheck/{field}", Assert.Single(Refused(text)).Pointer);

    [Theory]
    [InlineData("connection")]
    [InlineData("Transfer-Encoding")]
    [InlineData("Content-Length")]
    [InlineData("content-type")]
    [InlineData("Upgrade")]
    [InlineData("TE")]
    [InlineData("Expect")]
    [InlineData("Proxy-Authorization")]
    [InlineData("X-Forwarded-Host")]
    [InlineData("Forwarded")]
    [InlineData("X-Original-URL")]
    [InlineData("x-api-key")]
    [InlineData("User-Agent")]
    [InlineData(":authority")]
    public void Parse_HeaderThatIsNotTheTeams_IsRefused(string name) =>
        Assert.Equal(
            $"/healthCheck/headers/{name}",
            Assert.Single(Refused("{\"endpoint\":\"/\",\"headers\":{\"" + name + "\":\"x\",\"X-Team\":\"shop\"}}")).Pointer);

    [Theory]
    [InlineData(16, 10, true)]
    [InlineData(17, 10, false)]
    [InlineData(1, 2048, true)]
    [InlineData(1, 2049, false)]
    [InlineData(4, 2048, false)]
    public void Parse_Headers_AreBounded(int count, int length, bool accepted)
    {
        var headers = Enumerable.Range(0, count).ToDictionary(number => $"X-{number}", _ => new string('a', length));

        Assert.Equal(accepted, Parse($$"""{"endpoint":"/","headers":{{JsonSerializer.Serialize(headers)}}}""").Succeeded);
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void Parse_BodyMatch_IsBounded(int length, bool accepted) =>
        Assert.Equal(accepted, Parse($$"""{"endpoint":"/","bodyMatch":"{{new string('a', length)}}"}""").Succeeded);

    [Theory]
    [InlineData("ttl")]
    [InlineData("tcp")]
    [InlineData("grpc")]
    public void Parse_FieldsWithoutAMeaning_AreRefusedAllAtOnce(string type)
    {
        var errors = Refused($$"""{"type":"{{type}}","endpoint":"/","method":"GET","headers":{},"expectedStatus":"200","bodyMatch":"x","tlsSkipVerify":false}""");

        Assert.Equal(
            ["bodyMatch", "endpoint", "expectedStatus", "headers", "method", "tlsSkipVerify"],
            errors.Select(error => error.Pointer["/healthCheck/".Length..]).Order(StringComparer.Ordinal));
        Assert.All(errors, error => Assert.Contains($"{type} check", error.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public void Parse_SeveralFaults_NamesAllAtOnce()
    {
        var errors = Refused("""
            {"type":"https","endpoint":"//x","port":0,"method":"X","headers":{"TE":"x","A B":"c"},"expectedStatus":"?","bodyMatch":"",
             "tlsSkipVerify":1,"service":"s","timeout":"1","other":1}
            """);

        Assert.Equal(
            [
                "bodyMatch", "endpoint", "expectedStatus", "headers/A B", "headers/TE", "method", "other", "port", "service", "timeout", "tlsSkipVerify",
            ],
            errors.Select(error => error.Pointer["/healthCheck/".Length..]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(7071, false)]
    [InlineData(7072, true)]
    public void Parse_TheMeshsOwnPort_IsNotProbed(int port, bool accepted) =>
        Assert.Equal(accepted, Parse($$"""{"type":"tcp","port":{{port}}}""", "127.0.0.1").Succeeded);

    [Fact]
    public void HealthCheck_AsText_TellsNoSecret()
    {
        var check = new HealthCheck { Type = HealthCheckType.Http, Headers = HealthChecks.Headers(("Authorization", "Bearer secret")) };

        Assert.Contains("Authorization", check.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", check.ToString(), StringComparison.Ordinal);
    }

    private static HealthCheck Accepted(string check)
    {
        var parsed = Parse(check);
        Assert.True(parsed.Succeeded, string.Join('\n', parsed.Errors));
        return parsed.Value.HealthCheck!;
    }

    private static IReadOnlyList<ValidationError> Refused(string check) => Parse(check).Errors;

    private static Parsed<Registration> Parse(string check, string address = "10.0.0.1")
    {
        var terms = new RegistrationTerms { Addresses = new AddressRules(AllowLoopback: true), OwnPorts = new HashSet<int> { 7071 } };
        return new RegistrationParser(terms).Parse(Encoding.UTF8.GetBytes(
            $$"""{"serviceName":"orders","serviceId":"o1","address":"{{address}}","port":8080,"healthCheck":{{check}}}"""));
    }
}
