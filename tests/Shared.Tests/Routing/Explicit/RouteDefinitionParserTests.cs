using System.Text;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Shared.Routing.Explicit;

namespace ToskaMesh.Shared.Tests.Routing.Explicit;

public sealed class RouteDefinitionParserTests
{
    private const string Full = """
        {"match":{"hosts":["Shop.example.com","*.Example.org"],"path":"/shop/{id}/{**rest}","methods":["get"],
                  "headers":[{"name":"X-Beta","mode":"exists"}],"query":[{"name":"v","mode":"prefix","values":["2"],"caseSensitive":true}]},
         "order":-5,"backends":[{"service":"Shop","version":"2","tags":["b","a"],"weight":10},{"service":"shop","weight":0}],
         "sticky":{"by":"cookie","name":"sid"},"timeout":"00:00:10","retries":0,"requiredRoles":["user"],"requiredScopes":["b","a"],"passAuthorization":true,
         "rateLimit":{"permits":10,"by":"client"},
         "transforms":{"stripPrefix":"/shop","addPrefix":"/v2","requestHeaders":[{"name":"X-A","value":"1"}],"responseHeaders":[{"name":"Server","action":"remove"}]}}
        """;

    [Fact]
    public void Definition_WithEverything_IsReadInOneSpelling_AndWrittenSoThatItReadsTheSame()
    {
        var definition = Parse(Full);

        Assert.Equal(["shop.example.com", "*.example.org"], definition.Match.Hosts);
        Assert.Equal(["GET"], definition.Match.Methods);
        Assert.Equal(("shop", "2", 10), (definition.Backends[0].Service, definition.Backends[0].Version, definition.Backends[0].Weight));
        Assert.Equal(["a", "b"], definition.Backends[0].Tags);
        Assert.Equal(new CallerRequirements([Role.User], ["a", "b"]), definition.Requires());
        Assert.Equal((-5, 0, TimeSpan.FromSeconds(10)), (definition.Order, definition.Retries, definition.Timeout));
        var written = RouteDefinitionJson.Serialize(definition);
        Assert.Equal(written, RouteDefinitionJson.Serialize(Parse(written)));
    }

    [Fact]
    public void Definition_ThatSaysLittle_IsForKnownCallers()
    {
        var definition = Parse("""{"match":{"path":"/"},"backends":[{"service":"shop"}]}""");

        Assert.Equal((AccessPolicy.Authenticated, 1, false), (definition.Access, definition.Backends[0].Weight, definition.PassAuthorization));
        Assert.Null(definition.Requires());
    }

    [Fact]
    public void Faults_AreAllNamedAtOnce()
    {
        var parsed = RouteDefinitionParser.Parse(Encoding.UTF8.GetBytes("""
            {"match":{"path":"/api/x","hosts":["a:80"],"methods":["CONNECT"],"headers":[{"name":"Authorization","values":["x"]},{"name":"A","values":[]}]},
             "backends":[{"service":"a","weight":0},{"service":"a","weight":0},{"service":"b","weight":1001}],
             "sticky":{"by":"header","name":"X-API-Key"},"access":"anonymous","requiredScopes":["s"],"unknown":1,
             "transforms":{"setPath":"/x","addPrefix":"/y/","requestHeaders":[
               {"name":"X-Mesh-Subject","value":"admin"},{"name":"x_mesh_roles","value":"Admin"},{"name":"Connection","action":"remove"},
               {"name":"A","value":"${secret:x}"},{"name":"B","value":"a\tb"}]}}
            """));

        Assert.Equal(
            [
                "/access", "/backends", "/backends", "/backends/2/weight", "/match/headers/0/name", "/match/headers/1/values", "/match/hosts/0", "/match/methods/0", "/match/path",
                "/sticky/name", "/transforms/addPrefix", "/transforms/requestHeaders/0/name", "/transforms/requestHeaders/1/name", "/transforms/requestHeaders/2/name",
                "/transforms/requestHeaders/3/value", "/transforms/requestHeaders/4/value", "/unknown",
            ],
            parsed.Errors.Select(error => error.Pointer).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("shop.example.com", true, "shop.example.com", "SHOP.example.com", "shop.example.com.")]
    [InlineData("shop.example.com", false, "example.com", "a.shop.example.com", "shop.example.com..", ".")]
    [InlineData("*.example.com", true, "a.example.com", "a.b.example.com.")]
    [InlineData("*.example.com", false, "example.com", "example.com.", ".example.com", "aexample.com")]
    public void Host_MatchesWithTheDotOfTheRootAndWithout(string pattern, bool matches, params string[] hosts) =>
        Assert.All(hosts, host => Assert.Equal(matches, HostPattern.IsMatch(pattern, host)));

    [Theory]
    [InlineData("/", true, "/")]
    [InlineData("/a/{b}", true, "/A/x", "/a/x/")]
    [InlineData("/a/{b}", false, "/a", "/a/", "/a//", "/a/x/y", "/b/x")]
    [InlineData("/a/{**rest}", true, "/a", "/a/", "/a/b//c")]
    [InlineData("/{**rest}", true, "/", "/x", "//")]
    [InlineData("/a", false, "/", "/ab", "/a/b")]
    public void Path_MatchesAsAspNetCoreWould(string pattern, bool matches, params string[] paths) =>
        Assert.All(paths, path => Assert.Equal(matches, PathPattern.Parse(pattern).IsMatch(path)));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("//a")]
    [InlineData("/a/")]
    [InlineData("/a/../b")]
    [InlineData("/{**rest}/b")]
    [InlineData("/{a}.json")]
    [InlineData("/{id:int}")]
    [InlineData("/{}")]
    [InlineData("/a%2Fb")]
    [InlineData("/a?b")]
    public void Path_ThatCouldBeReadInTwoWays_IsRefused(string pattern) => Assert.False(PathPattern.TryParse(pattern, out _));

    [Theory]
    [InlineData("/api")]
    [InlineData("/API/{**rest}")]
    [InlineData("/oauth/token")]
    [InlineData("/.well-known/x")]
    [InlineData("/openapi.json")]
    [InlineData("/healthz")]
    [InlineData("/metrics")]
    [InlineData("/admin/x")]
    [InlineData("/runtime")]
    [InlineData("/mesh/shop")]
    [InlineData("//api/x")]
    public void Path_OfTheMesh_IsReserved(string path) => Assert.True(ReservedPaths.Contains(path));

    private static RouteDefinition Parse(string json)
    {
        var parsed = RouteDefinitionParser.Parse(Encoding.UTF8.GetBytes(json));
        return parsed.Value ?? throw new InvalidOperationException(string.Join("; ", parsed.Errors));
    }
}
