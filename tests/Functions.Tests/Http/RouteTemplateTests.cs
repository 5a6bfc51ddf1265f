using ToskaMesh.Functions.Http;

namespace ToskaMesh.Functions.Tests.Http;

public sealed class RouteTemplateTests
{
    [Theory]
    [InlineData("/api/things/a", true)]
    [InlineData("/API/Things/a/", true)]
    [InlineData("/api//things/a", false)]
    [InlineData("//api/things/a", false)]
    [InlineData("/api/things/a//", false)]
    [InlineData("/api/things//", false)]
    [InlineData("/api/things/", false)]
    [InlineData("/api/things/a/b", false)]
    public void Matches_AsTheHostDoes(string path, bool matches) =>
        Assert.Equal(matches, new RouteTemplate("api/things/{id}").Matches(path));

    [Fact]
    public void Matches_Root_IsOnlyTheRoot()
    {
        Assert.True(new RouteTemplate("").Matches("/"));
        Assert.False(new RouteTemplate("").Matches("/a"));
        Assert.True(new RouteTemplate("{*path}").Matches("/a/b"));
    }
}
