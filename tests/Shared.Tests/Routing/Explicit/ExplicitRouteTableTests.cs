using System.Text;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Shared.Routing.Explicit;

namespace ToskaMesh.Shared.Tests.Routing.Explicit;

public sealed class ExplicitRouteTableTests
{
    private const string Definition = """{"match":{"path":"/shop"},"backends":[{"service":"shop"}]}""";

    [Fact]
    public void Table_WithRoutes_IsReadAsItWasWritten()
    {
        var definition = RouteDefinitionParser.Parse(Encoding.UTF8.GetBytes(Definition)).Value!;
        var table = new RouteTable
        {
            Epoch = 1,
            Version = 1,
            Services = [],
            Routes = [new("a", new RouteVersion(3, definition), new RouteCandidate(Guid.NewGuid(), 10, 4, definition)), new("b", null, new RouteCandidate(Guid.NewGuid(), 0, 1, definition))],
        };

        var read = RouteTableJson.Read(RouteTableJson.Serialize(table));

        Assert.Equal(Encoding.UTF8.GetString(RouteTableJson.Serialize(table)), Encoding.UTF8.GetString(RouteTableJson.Serialize(read.Table!)));
    }

    [Fact]
    public void Table_OfABuildThatKnewNoRoutes_HasNone() =>
        Assert.Empty(RouteTableJson.Read("""{"schemaVersion":1,"epoch":1,"version":1,"services":[]}"""u8).Table!.Routes);

    [Theory]
    [InlineData("""{"name":"a b","stable":{"version":1,"definition":D}}""", "/routes/0/name")]
    [InlineData("""{"name":"a","stable":{"version":1,"definition":D}},{"name":"A","stable":{"version":1,"definition":D}}""", "/routes/1/name")]
    [InlineData("""{"name":"a"}""", "/routes/0")]
    [InlineData("null", "/routes/0")]
    [InlineData("""{"name":"a","stable":{"version":0,"definition":D}}""", "/routes/0")]
    [InlineData("""{"name":"a","candidate":{"rollout":"6f9619ff-8b86-d011-b42d-00c04fc964ff","percent":101,"version":1,"definition":D}}""", "/routes/0/candidate/percent")]
    [InlineData("""{"name":"a","stable":{"version":1,"definition":{"match":{"path":"/api"},"backends":[{"service":"a"}]}}}""", "/match/path")]
    public void Table_WithARouteAtFault_IsRejectedAsAWhole(string routes, string pointer)
    {
        var document = $$"""{"schemaVersion":1,"epoch":1,"version":1,"services":[],"routes":[{{routes.Replace("D", Definition, StringComparison.Ordinal)}}]}""";

        var reading = RouteTableJson.Read(Encoding.UTF8.GetBytes(document));

        Assert.False(reading.Accepted);
        Assert.Contains(pointer, reading.Errors[0], StringComparison.Ordinal);
    }
}
