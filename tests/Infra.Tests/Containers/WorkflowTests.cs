using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace ToskaMesh.Infra.Tests.Containers;

/// <summary>What runs with the repository's rights: pinned to commits, and with no more of them than named.</summary>
public sealed partial class WorkflowTests
{
    public static TheoryData<string> Files => ["build.yml", "release.yml"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Actions_ArePinned_AndCredentialsDoNotStay(string file)
    {
        var text = Repository.Read($".github/workflows/{file}");
        var uses = Uses().Matches(text).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(uses);
        Assert.All(uses, action => Assert.Matches("^[\\w-]+/[\\w-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+$", action));
        Assert.Equal(uses.Count(action => action.StartsWith("actions/checkout@", StringComparison.Ordinal)), Regex.Count(text, "persist-credentials: false"));
        Assert.DoesNotContain("pull_request_target", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Permissions_AreNamed_AndJobsEnd(string file)
    {
        var root = Read(file);
        var permissions = root.Children["permissions"].ToString();
        var jobs = (YamlMappingNode)root.Children["jobs"];

        Assert.DoesNotContain("write", permissions, StringComparison.Ordinal);
        Assert.True(root.Children.ContainsKey("concurrency"));
        Assert.All(jobs.Children.Values.Cast<YamlMappingNode>(), job => Assert.True(job.Children.ContainsKey("timeout-minutes")));
    }

    /// <summary>Each job that may write, and what.</summary>
    [Fact]
    public void Permissions_ToWrite_AreTheListed()
    {
        Assert.Empty(Writing("build.yml"));
        Assert.Equal(
            ["image: attestations, id-token, packages", "package: attestations, contents, id-token"],
            Writing("release.yml"));
    }

    /// <summary>A secret is handed to an action or a variable, and stands in no command, where a log may repeat it.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Secrets_AreTheTokenOfTheRunOnly(string file) =>
        Assert.All(Secret().Matches(Repository.Read($".github/workflows/{file}")).Select(match => match.Value), secret => Assert.Equal("secrets.GITHUB_TOKEN", secret));

    /// <summary>A value from outside that stands in a script is a script.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Scripts_HaveNoExpressionsInThem(string file)
    {
        var scripts = ((YamlMappingNode)Read(file).Children["jobs"]).Children.Values
            .SelectMany(job => ((YamlSequenceNode)((YamlMappingNode)job).Children["steps"]).Cast<YamlMappingNode>())
            .Select(step => step.Children.TryGetValue("run", out var run) ? run.ToString() : "");

        Assert.All(scripts, script => Assert.DoesNotContain("${{", script, StringComparison.Ordinal));
    }

    /// <summary>What a workflow runs of this clone is there, and is what a person runs.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Scripts_AreThoseOfTheClone(string file) => Assert.All(
        Scripts().Matches(Repository.Read($".github/workflows/{file}")).Select(match => match.Groups[1].Value),
        script => Assert.True(File.Exists(Repository.File(script)), script));

    private static IEnumerable<string> Writing(string file) => ((YamlMappingNode)Read(file).Children["jobs"]).Children
        .Select(job => (Name: $"{job.Key}", Rights: ((YamlMappingNode)job.Value).Children.TryGetValue("permissions", out var rights) ? (YamlMappingNode)rights : []))
        .Select(job => (job.Name, Written: job.Rights.Children.Where(right => $"{right.Value}" != "read").Select(right => $"{right.Key}").Order(StringComparer.Ordinal).ToList()))
        .Where(job => job.Written.Count > 0).Select(job => $"{job.Name}: {string.Join(", ", job.Written)}");

    private static YamlMappingNode Read(string file)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(Repository.Read($".github/workflows/{file}")));
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    [GeneratedRegex("secrets\\.\\w+")]
    private static partial Regex Secret();

    [GeneratedRegex("uses: (.+)")]
    private static partial Regex Uses();

    [GeneratedRegex("((?:scripts/|\\.ci/)[\\w./]+)")]
    private static partial Regex Scripts();
}
