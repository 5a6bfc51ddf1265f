using CsCheck;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using ToskaMesh.Emulator.Host.Discovery;
using ToskaMesh.Emulator.Host.Outputs;
using ToskaMesh.Emulator.Host.Routing;
using ToskaMesh.Emulator.Host.Settings;
using ToskaMesh.Emulator.Tests.Samples;
using ToskaMesh.Emulator.Worker.Conversion;

namespace ToskaMesh.Emulator.Tests.Host;

public class RouteTableTests
{
    private static readonly Gen<string> Literal = Gen.OneOf("a", "b", "C", "d");
    private static readonly Gen<string> Segment = Gen.Frequency(
        (4, Literal), (2, Gen.Const("{x}")), (1, Gen.Const("{x:int}")), (1, Gen.Const("p{x}")));

    private static readonly Gen<string> Ending = Gen.Frequency((4, Gen.Const("")), (1, Gen.Const("/{y?}")), (1, Gen.Const("/{*rest}")));

    private static readonly Gen<string> Template =
        from segments in Segment.Array[0, 3]
        from ending in Ending
        select Unique(string.Join('/', segments) + ending).TrimStart('/');

    private static readonly Gen<string> Path =
        from segments in Gen.OneOf("a", "A", "b", "c", "d", "1", "p2", "zz").Array[0, 5]
        from slash in Gen.OneOf("", "/")
        select "/" + string.Join('/', segments) + (segments.Length == 0 ? "" : slash);

    [Fact]
    public void Match_OfAnyPath_IsTheFirstThatMatchesByItself() =>
        Gen.Select(Template.Array[1, 12], Path.Array[20]).Sample((templates, paths) =>
        {
            var routes = templates.Select((t, i) => Route(t, i)).ToList();
            var table = new RouteTable(routes);
            foreach (var path in paths)
            {
                var expected = routes.FirstOrDefault(r => r.TryMatch("GET", path, []));
                Assert.Same(expected, table.Match("GET", path, out _));
            }
        });

    /// <summary>A template names a parameter once.</summary>
    private static string Unique(string template)
    {
        var (parts, count) = (template.Split("{x"), 0);
        return string.Join("", parts.Select((p, i) => i == 0 ? p : $"{{x{count++}{p}"));
    }

    private static FunctionRoute Route(string template, int index)
    {
        var method = typeof(RouteFunctions).GetMethod(nameof(RouteFunctions.DefaultRoute))!;
        var converters = new ParameterConverters(new EmptyServices(), Options.Create(new Microsoft.Azure.Functions.Worker.WorkerOptions()));
        var texts = new BindingTexts(new ConfigurationBuilder().Build());
        var descriptors = new FunctionDescriptors(texts, new OutputSenders([], texts), converters);
        var function = descriptors.Describe(new FunctionMethod($"F{index:00}", method));
        var parsed = TemplateParser.Parse(template);
        var constraints = parsed.Parameters.Where(p => p.InlineConstraints.Any())
            .Select(p => KeyValuePair.Create(p.Name!, (IRouteConstraint)new Microsoft.AspNetCore.Routing.Constraints.IntRouteConstraint()));
        return new FunctionRoute(function, parsed, null, [.. constraints]);
    }

    private sealed class EmptyServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
