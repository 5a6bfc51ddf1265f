using System.Diagnostics;
using k8s;

namespace ToskaMesh.Infra.Tests.Kubernetes;

/// <summary>Two checks that complement each other: one knows unknown fields, the other types and what is required.</summary>
public sealed class SchemaTests
{
    public static TheoryData<string> Overlays => ["base", "overlays/local", "overlays/production", "overlays/resting", "overlays/services"];

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Fields_AreThoseOfTheClient(string overlay)
    {
        var manifests = await Manifests.OfAsync(overlay);
        var own = manifests.Text.Split("\n---\n").Where((_, index) => !IsOfAnOperator((string)manifests.All[index]["apiVersion"]!)).ToList();

        Assert.Equal(own.Count, KubernetesYaml.LoadAllFromString(string.Join("\n---\n", own), null, strict: true).Count);
    }

    [Fact]
    public void Fields_ThatTheClientDoesNotKnow_AreRefused() => Assert.ThrowsAny<Exception>(() => KubernetesYaml.LoadAllFromString(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: x\nspec:\n  replicaz: 2\n", null, strict: true));

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task TypesAndRequiredFields_AreThoseOfTheSchemas(string overlay)
    {
        var manifests = await Manifests.OfAsync(overlay);
        var known = manifests.All.Count(manifest => (string?)manifest["kind"] != "HTTPScaledObject");

        Assert.Equal($"{known} valid", (await ValidateAsync(manifests.Text)).Trim());
    }

    [Fact]
    public async Task Types_ThatAreWrong_AreFound() => Assert.Contains(
        "replicas",
        await ValidateAsync("apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: x\nspec:\n  replicas: \"2\"\n  selector: {}\n  template: {}\n"),
        StringComparison.Ordinal);

    private static bool IsOfAnOperator(string apiVersion) =>
        apiVersion.Split('/')[0] is "external-secrets.io" or "keda.sh" or "http.keda.sh" or "monitoring.coreos.com";

    private static async Task<string> ValidateAsync(string text)
    {
        var schemas = Environment.GetEnvironmentVariable("TOSKA_SCHEMAS") is { Length: > 0 } set ? set : Repository.File(".toska/schemas");
        var reason = $"needs what scripts/schemas.sh installs: there is nothing in {schemas}";
        var isThere = Directory.Exists(Path.Combine(schemas, "node_modules"));
        if (Environment.GetEnvironmentVariable("TOSKA_TEST_SERVERS") is "required")
        {
            Assert.True(isThere, reason);
        }

        Assert.SkipUnless(isThere, reason);
        using var node = Process.Start(new ProcessStartInfo(ProgramRun.Find("node"), [Repository.File("tests/Infra.Tests/Kubernetes/validate.mjs"), schemas])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var output = node.StandardOutput.ReadToEndAsync();
        await node.StandardInput.WriteAsync(text);
        node.StandardInput.Close();
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        return await output;
    }
}
