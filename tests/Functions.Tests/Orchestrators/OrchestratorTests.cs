using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ToskaMesh.Functions.Tests.OfficialBuild;

namespace ToskaMesh.Functions.Tests.Orchestrators;

public sealed class OrchestratorTests
{
    private static readonly Compilation Sources = FunctionSources.Compile(OfficialPackages.All);

    [Fact]
    public void Orchestrators_AreDeterministic()
    {
        var (count, faults) = OrchestratorRules.Check(Sources);

        Assert.Empty(faults);
        Assert.NotEqual(0, count);
    }

    [Theory]
    [InlineData("var t = System.DateTime.UtcNow;", "System.DateTime.UtcNow")]
    [InlineData("var t = System.DateTimeOffset.Now.AddDays(1);", "System.DateTimeOffset.Now")]
    [InlineData("var id = System.Guid.NewGuid();", "System.Guid.NewGuid")]
    [InlineData("await System.Threading.Tasks.Task.Delay(1);", "System.Threading.Tasks.Task.Delay")]
    [InlineData("await System.Threading.Tasks.Task.Run(() => { });", "System.Threading.Tasks.Task.Run")]
    [InlineData("using var client = new System.Net.Http.HttpClient();", "System.Net.Http.HttpClient")]
    [InlineData("System.IO.File.Delete(\"x\");", "System.IO.File.Delete")]
    [InlineData("var n = new System.Random().Next();", "System.Random")]
    [InlineData("Helper();", "System.TimeProvider")]
    [InlineData("await Other();", "awaits 'Other()'")]
    [InlineData("await Plain(context);", "awaits 'Plain(context)'")]
    [InlineData("var n = context.CallActivityAsync<int>(\"a\").Result;", "Result")]
    [InlineData("context.CallActivityAsync(\"a\").GetAwaiter().GetResult();", "GetAwaiter")]
    [InlineData("await foreach (var n in Many()) { }", "await foreach")]
    [InlineData("var made = new Maker();", "System.Guid.NewGuid")]
    [InlineData("var task = Other(); await System.Threading.Tasks.Task.WhenAll(task, context.CallActivityAsync(\"a\"));", "awaits")]
    public void Orchestrator_ThatIsNot_IsFound(string statement, string fault) =>
        Assert.Contains(Check(statement), found => found.Contains(fault, StringComparison.Ordinal));

    [Theory]
    [InlineData("await context.CallActivityAsync(\"a\");")]
    [InlineData("var one = context.CallActivityAsync<int>(\"a\"); var two = context.CreateTimer(System.TimeSpan.FromSeconds(1), default); await Task.WhenAny(one, two);")]
    [InlineData("var all = Enumerable.Range(0, 3).Select(i => context.CallActivityAsync<int>(\"a\", i)); await Task.WhenAll(all);")]
    [InlineData("await Inner(context);")]
    public void Orchestrator_ThatIs_IsNot(string statement) => Assert.Empty(Check(statement));

    private static IReadOnlyList<string> Check(string statement)
    {
        var source = $$"""
            using System.Linq;
            using System.Threading.Tasks;
            using Microsoft.Azure.Functions.Worker;
            using Microsoft.DurableTask;
            public static class Sample
            {
                public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context) { {{statement}} }
                private static async Task Inner(TaskOrchestrationContext context) => await context.CallActivityAsync("b");
                private static Task Other() => Task.CompletedTask;
                private static Task Plain(TaskOrchestrationContext context) => Task.CompletedTask;
                private static async System.Collections.Generic.IAsyncEnumerable<int> Many() { await Task.CompletedTask; yield return 1; }
                private sealed class Maker { public Maker() { var id = System.Guid.NewGuid(); } }
                private static void Helper() { var now = System.TimeProvider.System.GetUtcNow(); }
            }
            """;
        var alone = Sources.RemoveAllSyntaxTrees().AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, (CSharpParseOptions)Sources.SyntaxTrees.First().Options));
        return OrchestratorRules.Check(alone).Faults;
    }
}
