using System.Text;
using System.Text.Json.Nodes;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Tests.Registry;

public sealed class RegistrationParserTests
{
    private const string Minimal = """{"serviceName":"orders","serviceId":"orders-1","address":"10.0.0.1","port":8080}""";

    [Fact]
    public void Parse_MinimalBody_FillsDefaults()
    {
        var registration = Accepted(Minimal);

        Assert.Equal("orders", registration.ServiceName.Value);
        Assert.Equal("orders-1", registration.ServiceId.Value);
        Assert.Equal(8080, registration.Port);
        Assert.Equal(InstanceScheme.Http, registration.Scheme);
        Assert.Equal(1, registration.Weight);
        Assert.Equal(TimeSpan.FromSeconds(30), registration.Lease);
        Assert.Empty(registration.Tags);
        Assert.Null(registration.HealthCheck);
        Assert.Null(registration.Routing);
    }

    [Fact]
    public void Parse_FullBody_ReadsEveryField()
    {
        var registration = Accepted("""
            {
              "serviceName": "Orders", "serviceId": "orders-1", "address": "10.0.0.1", "port": 8443, "scheme": "https",
              "tags": ["v2", "canary"], "metadata": {"team": "a", "Team": "b"}, "weight": 0, "zone": "z1", "version": "1.2.3",
              "leaseSeconds": 60,
              "healthCheck": {"type": "https", "endpoint": "/ready?deep=1", "interval": "00:00:05", "timeout": "00:00:01",
                "healthyThreshold": 1, "unhealthyThreshold": 4, "deregisterCriticalAfter": "1.00:00:00"},
              "routing": {"access": "anonymous", "loadBalancing": "leastRequests", "timeout": "00:00:30",
                "rateLimit": {"permits": 10, "window": "00:00:05", "by": "service"}}
            }
            """);

        Assert.Equal("orders", registration.ServiceName.Value);
        Assert.Equal(["canary", "v2"], registration.Tags);
        Assert.Equal("b", registration.Metadata["Team"]);
        Assert.Equal(0, registration.Weight);
        Assert.Equal(TimeSpan.FromMinutes(1), registration.Lease);
        Assert.Equal(
            new HealthCheck
            {
                Type = HealthCheckType.Https,
                Endpoint = "/ready?deep=1",
                Interval = TimeSpan.FromSeconds(5),
                Timeout = TimeSpan.FromSeconds(1),
                HealthyThreshold = 1,
                UnhealthyThreshold = 4,
                DeregisterCriticalAfter = TimeSpan.FromDays(1),
            },
            registration.HealthCheck);
        Assert.Equal(
            new ServiceRouting(
                AccessPolicy.Anonymous,
                LoadBalancing.LeastRequests,
                TimeSpan.FromSeconds(30),
                new ServiceRateLimit { Permits = 10, Window = TimeSpan.FromSeconds(5), By = RateLimitBy.Service }),
            registration.Routing);
    }

    [Fact]
    public void Parse_Requirements_AreReadInOneOrder()
    {
        var routing = Accepted("""
            {"serviceName":"orders","serviceId":"o-1","address":"10.0.0.1","port":80,
             "routing":{"requiredRoles":["user","SERVICE",3],"requiredScopes":["b","a","b"],"passAuthorization":true}}
            """).Routing!;

        Assert.Equal([Role.Service, Role.User], routing.RequiredRoles);
        Assert.Equal(["a", "b"], routing.RequiredScopes);
        Assert.True(routing.PassAuthorization);
    }

    [Theory]
    [InlineData("""{"serviceName":null}""", "/serviceName")]
    [InlineData("""{"serviceName":"-a"}""", "/serviceName")]
    [InlineData("""{"serviceName":"auth"}""", "/serviceName")]
    [InlineData("""{"serviceName":7}""", "/serviceName")]
    [InlineData("""{"serviceName":"\ud800"}""", "/serviceName")]
    [InlineData("""{"serviceId":"a/b"}""", "/serviceId")]
    [InlineData("""{"address":"169.254.169.254"}""", "/address")]
    [InlineData("""{"address":"http://10.0.0.1"}""", "/address")]
    [InlineData("""{"address":"127.0.0.1"}""", "/address")]
    [InlineData("""{"address":"2130706433"}""", "/address")]
    [InlineData("""{"port":0}""", "/port")]
    [InlineData("""{"port":65536}""", "/port")]
    [InlineData("""{"port":"80"}""", "/port")]
    [InlineData("""{"port":80.5}""", "/port")]
    [InlineData("""{"scheme":"ftp"}""", "/scheme")]
    [InlineData("""{"scheme":9}""", "/scheme")]
    [InlineData("""{"scheme":"http, https"}""", "/scheme")]
    [InlineData("""{"tags":"a"}""", "/tags")]
    [InlineData("""{"tags":["a","a"]}""", "/tags")]
    [InlineData("""{"tags":["a",""]}""", "/tags/1")]
    [InlineData("""{"tags":["a\u0000"]}""", "/tags/0")]
    [InlineData("""{"metadata":[]}""", "/metadata")]
    [InlineData("""{"metadata":{"":"x"}}""", "/metadata")]
    [InlineData("""{"metadata":{"a":1}}""", "/metadata/a")]
    [InlineData("""{"metadata":{"a/b~":1}}""", "/metadata/a~1b~0")]
    [InlineData("""{"metadata":{"a":"x","a":"y"}}""", "/metadata/a")]
    [InlineData("""{"weight":-1}""", "/weight")]
    [InlineData("""{"zone":""}""", "/zone")]
    [InlineData("""{"version":"1\n2"}""", "/version")]
    [InlineData("""{"leaseSeconds":4}""", "/leaseSeconds")]
    [InlineData("""{"leaseSeconds":86401}""", "/leaseSeconds")]
    [InlineData("""{"ttl":30}""", "/ttl")]
    [InlineData("""{"healthCheck":"http"}""", "/healthCheck")]
    [InlineData("""{"healthCheck":{"type":"http"}}""", "/healthCheck/endpoint")]
    [InlineData("""{"healthCheck":{"type":"ttl","endpoint":"/"}}""", "/healthCheck/endpoint")]
    [InlineData("""{"healthCheck":{"type":"ttl","interval":"00:00:10"}}""", "/healthCheck/interval")]
    [InlineData("""{"healthCheck":{"endpoint":"http://169.254.169.254/latest"}}""", "/healthCheck/endpoint")]
    [InlineData("""{"healthCheck":{"endpoint":"file:/etc/passwd"}}""", "/healthCheck/endpoint")]
    [InlineData("""{"healthCheck":{"endpoint":"//evil/"}}""", "/healthCheck/endpoint")]
    [InlineData("""{"healthCheck":{"endpoint":"/a b"}}""", "/healthCheck/endpoint")]
    [InlineData("""{"healthCheck":{"endpoint":"/","interval":"5"}}""", "/healthCheck/interval")]
    [InlineData("""{"healthCheck":{"endpoint":"/","interval":"24:00:00"}}""", "/healthCheck/interval")]
    [InlineData("""{"healthCheck":{"endpoint":"/","interval":"00:00:05","timeout":"00:00:05"}}""", "/healthCheck/timeout")]
    [InlineData("""{"healthCheck":{"endpoint":"/","unhealthyThreshold":0}}""", "/healthCheck/unhealthyThreshold")]
    [InlineData("""{"healthCheck":{"deregisterCriticalAfter":"00:00:59"}}""", "/healthCheck/deregisterCriticalAfter")]
    [InlineData("""{"healthCheck":{"path":"/"}}""", "/healthCheck/path")]
    [InlineData("""{"routing":{"access":"everyone"}}""", "/routing/access")]
    [InlineData("""{"routing":{"access":"anonymous","requiredRoles":["user"]}}""", "/routing/access")]
    [InlineData("""{"routing":{"access":"anonymous","requiredScopes":["a"]}}""", "/routing/access")]
    [InlineData("""{"routing":{"requiredRoles":"user"}}""", "/routing/requiredRoles")]
    [InlineData("""{"routing":{"requiredRoles":["root"]}}""", "/routing/requiredRoles/0")]
    [InlineData("""{"routing":{"requiredRoles":["user","gateway"]}}""", "/routing/requiredRoles/1")]
    [InlineData("""{"routing":{"requiredScopes":["two words"]}}""", "/routing/requiredScopes/0")]
    [InlineData("""{"routing":{"requiredScopes":["a",7]}}""", "/routing/requiredScopes/1")]
    [InlineData("""{"routing":{"requiredScopes":["1","2","3","4","5","6","7","8","9","10","11","12","13","14","15","16","17"]}}""", "/routing/requiredScopes")]
    [InlineData("""{"routing":{"passAuthorization":"yes"}}""", "/routing/passAuthorization")]
    [InlineData("""{"routing":{"loadBalancing":"ipHash"}}""", "/routing/loadBalancing")]
    [InlineData("""{"routing":{"timeout":"02:00:00"}}""", "/routing/timeout")]
    [InlineData("""{"routing":{"retries":3}}""", "/routing/retries")]
    [InlineData("""{"routing":{"rateLimit":5}}""", "/routing/rateLimit")]
    [InlineData("""{"routing":{"rateLimit":{}}}""", "/routing/rateLimit/permits")]
    [InlineData("""{"routing":{"rateLimit":{"permits":1000001}}}""", "/routing/rateLimit/permits")]
    [InlineData("""{"routing":{"rateLimit":{"permits":1,"window":"00:00:00.5"}}}""", "/routing/rateLimit/window")]
    [InlineData("""{"routing":{"rateLimit":{"permits":1,"by":"ip"}}}""", "/routing/rateLimit/by")]
    [InlineData("""{"routing":{"rateLimit":{"permits":1,"burst":2}}}""", "/routing/rateLimit/burst")]
    public void Parse_OneFieldAtFault_NamesItOnly(string change, string pointer)
    {
        var error = Assert.Single(Refused(Changed(change)));

        Assert.Equal(pointer, error.Pointer);
    }

    [Theory]
    [InlineData("root")]
    [InlineData("gateway")]
    public void Parse_RoleThatMayNotBeRequired_NamesThoseThatMay(string role)
    {
        var error = Assert.Single(Refused(Changed($$$"""{"routing":{"requiredRoles":["{{{role}}}"]}}""")));

        Assert.Equal("must be one of service, admin, user", error.Detail);
    }

    [Fact]
    public void Parse_SeveralFaults_NamesAllAtOnce()
    {
        var errors = Refused("""{"serviceName":"!","port":0,"tags":[1,2],"healthCheck":{"type":"udp","x":1},"y":2}""");

        Assert.Equal(
            ["/address", "/healthCheck/type", "/healthCheck/x", "/port", "/serviceId", "/serviceName", "/tags/0", "/tags/1", "/y"],
            errors.Select(error => error.Pointer).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{} {}")]
    [InlineData("{/*comment*/}")]
    [InlineData("""{"a":[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]}""")]
    public void Parse_NoObject_FaultsTheWhole(string body) => Assert.Equal("", Assert.Single(Refused(body)).Pointer);

    [Fact]
    public void Parse_InvalidUtf8_FaultsTheWhole()
    {
        var parsed = Parser().Parse(new byte[] { (byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}' });

        Assert.Equal("", Assert.Single(parsed.Errors).Pointer);
    }

    [Fact]
    public void Parse_ThousandFaults_ReportsABoundedNumber()
    {
        var members = string.Join(',', Enumerable.Range(0, 1000).Select(i => $"\"x{i}\":1"));

        Assert.Equal(ValidationErrors.MaxCount, Refused($"{{{members}}}").Count);
    }

    [Fact]
    public void Parse_NamesInAnotherCase_AreTheSame() =>
        Assert.Equal(
            Accepted(Minimal).Fingerprint,
            Accepted("""{"ServiceName":"ORDERS","SERVICEID":"orders-1","Address":"10.0.0.1","Port":8080}""").Fingerprint);

    [Fact]
    public void Parse_NumbersOfTheOriginalsEnums_AreAccepted() =>
        Assert.Equal(InstanceScheme.Https, Accepted(Changed("""{"scheme":1}""")).Scheme);

    [Fact]
    public void Parse_OriginalsHealthCheck_ImpliesHttp() =>
        Assert.Equal(HealthCheckType.Http, Accepted(Changed("""{"healthCheck":{"endpoint":"/health"}}""")).HealthCheck?.Type);

    [Fact]
    public void Parse_IntervalBelowDefaultTimeout_HalvesIt() =>
        Assert.Equal(
            TimeSpan.FromSeconds(0.5),
            Accepted(Changed("""{"healthCheck":{"endpoint":"/","interval":"00:00:01"}}""")).HealthCheck?.Timeout);

    [Fact]
    public void Parse_RestingMesh_NeedsALongLease()
    {
        var resting = new RegistrationParser(new RegistrationTerms { Addresses = new AddressRules(false), Resting = true });

        Assert.Equal(TimeSpan.FromMinutes(15), resting.Parse(Bytes(Minimal)).Value?.Lease);
        Assert.Equal("/leaseSeconds", Assert.Single(resting.Parse(Bytes(Changed("""{"leaseSeconds":899}"""))).Errors).Pointer);
    }

    [Theory]
    [InlineData("127.0.0.1", 7071, false)]
    [InlineData("localhost", 7071, false)]
    [InlineData("gateway", 7071, false)]
    [InlineData("127.0.0.1", 7072, true)]
    [InlineData("10.0.0.1", 7071, true)]
    public void Parse_TheMeshsOwnPort_IsRefusedAtItsOwnAddresses(string address, int port, bool accepted)
    {
        var parser = new RegistrationParser(new RegistrationTerms
        {
            Addresses = new AddressRules(AllowLoopback: true),
            OwnPorts = new HashSet<int> { 7071 },
            OwnAddresses = new HashSet<ServiceAddress> { ServiceAddress.Parse("gateway") },
        });

        Assert.Equal(accepted, parser.Parse(Bytes(Changed($$"""{"address":"{{address}}","port":{{port}}}"""))).Succeeded);
    }

    private static RegistrationParser Parser() => new(new RegistrationTerms { Addresses = new AddressRules(AllowLoopback: false) });

    private static Registration Accepted(string body)
    {
        var parsed = Parser().Parse(Bytes(body));
        Assert.True(parsed.Succeeded, string.Join('\n', parsed.Errors));
        return parsed.Value;
    }

    private static IReadOnlyList<ValidationError> Refused(string body)
    {
        var parsed = Parser().Parse(Bytes(body));
        Assert.Null(parsed.Value);
        return parsed.Errors;
    }

    // Text, not a JsonObject: duplicates and lone surrogates must survive.
    private static string Changed(string change)
    {
        var minimal = JsonNode.Parse(Minimal)!.AsObject();
        using var changed = System.Text.Json.JsonDocument.Parse(change);
        foreach (var member in changed.RootElement.EnumerateObject())
        {
            minimal.Remove(member.Name);
        }

        return $"{change.TrimEnd()[..^1]},{minimal.ToJsonString()[1..]}";
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
