using ToskaMesh.Functions.Http;

namespace ToskaMesh.Functions.Tests.Http;

public sealed class RouteOrderTests
{
    private static readonly HttpFunctions Functions = new(typeof(HttpFunctions).Assembly.GetExportedTypes());

    public static TheoryData<string> Names => new(Functions.All.Select(function => function.Name));

    // The host tries routes in order of function name and takes the first match, however specific a later one is.
    [Theory]
    [MemberData(nameof(Names))]
    public void Route_OfEachFunction_ReachesItself(string name)
    {
        var function = Functions.All.Single(candidate => candidate.Name == name);
        var path = function.Route.IsCatchAll ? "no/such/path" : function.Route.Parameters.Aggregate(
            function.Route.Text, (text, parameter) => text.Replace($"{{{parameter}}}", "some-value", StringComparison.Ordinal));

        foreach (var method in function.Methods)
        {
            var reached = Functions.All.First(candidate => candidate.Methods.Contains(method) && candidate.Route.Matches(path));
            Assert.Equal(name, reached.Name);
        }
    }

    [Fact]
    public void CatchAll_SortsLast() => Assert.True(Functions.All[^1].Route.IsCatchAll);

    [Theory]
    [InlineData("a/{b}/c", "a/x/c", true)]
    [InlineData("a/{b}/c", "/A/x/C/", true)]
    [InlineData("a/{b}/c", "a/x/d", false)]
    [InlineData("a/{b}/c", "a/x", false)]
    [InlineData("a/{b}/c", "a/x/c/d", false)]
    [InlineData("a/{*rest}", "a", true)]
    [InlineData("a/{*rest}", "a/b/c", true)]
    [InlineData("{*rest}", "", true)]
    public void Template_Matches(string template, string path, bool expected) =>
        Assert.Equal(expected, new RouteTemplate(template).Matches(path));
}
