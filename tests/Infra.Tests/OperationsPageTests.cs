using System.Text.RegularExpressions;

namespace ToskaMesh.Infra.Tests;

/// <summary>That people who follow the documentation look for what there is: metrics and alerts by their names.</summary>
public sealed partial class OperationsPageTests
{
    private static readonly string[] Pages = Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md");

    [Fact]
    public void Metrics_NamedInDocsAndAlerts_AreMadeInTheSources()
    {
        var made = Made();
        string[] alerts = [Repository.File("infra/bicep/modules/alerts.bicep"), Repository.File("infra/kubernetes/overlays/production/monitoring.yaml")];

        var named = Pages.Concat(alerts).SelectMany(page => Metric().Matches(File.ReadAllText(page)).Select(match => (Page: Path.GetFileName(page), match.Value))).ToList();

        Assert.Contains(named, name => name.Page == "operations.md");
        Assert.All(named, name => Assert.Contains(Suffix().Replace(name.Value, ""), made));
    }

    [Fact]
    public void Alerts_ThatAreDeployed_AreExplained()
    {
        var page = File.ReadAllText(Repository.File("docs/operations.md"));
        var alerts = BicepAlert().Matches(File.ReadAllText(Repository.File("infra/bicep/modules/alerts.bicep")))
            .Concat(Rule().Matches(File.ReadAllText(Repository.File("infra/kubernetes/overlays/production/monitoring.yaml"))))
            .Select(match => match.Groups[1].Value).ToList();

        Assert.True(alerts.Count >= 5, string.Join(", ", alerts));
        Assert.All(alerts, alert => Assert.Contains($"`{alert}`", page, StringComparison.Ordinal));
    }

    private static HashSet<string> Made()
    {
        var sources = Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText).ToList();
        var written = sources.SelectMany(source => Instrument().Matches(source)).Select(match => match.Groups[1].Value);

        // A followed document has its own prefix, and the same three behind it.
        var parts = sources.SelectMany(source => OfPrefix().Matches(source)).Select(match => match.Groups[1].Value).ToList();
        var followed = sources.SelectMany(source => Followed().Matches(source))
            .SelectMany(match => parts.Select(part => match.Groups[1].Value + part));
        return [.. written, .. followed];
    }

    [GeneratedRegex("toska_[a-z_]+[a-z]")]
    private static partial Regex Metric();

    // What Prometheus puts behind counters and histograms.
    [GeneratedRegex("_(total|count|sum|bucket)$")]
    private static partial Regex Suffix();

    [GeneratedRegex("Create[A-Za-z]+(?:<[a-z]+>)?\\(\\s*\"(toska_[a-z_]+)\"")]
    private static partial Regex Instrument();

    [GeneratedRegex("\\{names\\.Prefix\\}(_[a-z]+)\"")]
    private static partial Regex OfPrefix();

    [GeneratedRegex("AddFollowed<[^>]+>\\(\"(toska_[a-z_]+)\"")]
    private static partial Regex Followed();

    [GeneratedRegex("(?:Alerts|scheduledQueryRules)@[^{]+\\{\\s+name: '([a-z-]+)'")]
    private static partial Regex BicepAlert();

    [GeneratedRegex("alert: ([A-Za-z]+)")]
    private static partial Regex Rule();
}
