using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ToskaMesh.Cli.Tests.Client;

namespace ToskaMesh.Cli.Tests.Commands.Configuration;

public sealed class ConfigEditCommandTests : IDisposable
{
    private readonly string? _before = Environment.GetEnvironmentVariable("VISUAL");

    public void Dispose() => Environment.SetEnvironmentVariable("VISUAL", _before);

    [Fact]
    public async Task Edit_OfNothing_WritesNothing()
    {
        var (run, put) = await EditAsync("true", "--notes", "why");

        Assert.Equal((ExitCode.Done, "Nothing was changed.", null), (run.ExitCode, run.Output.Trim(), put));
    }

    [Fact]
    public async Task Edit_OfLabelsAlone_WritesThem()
    {
        var (run, put) = await EditAsync("true", "--label", "zone=b", "--clear", "services", "--no-activate");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal(("a: 1\n", "b", null, false), ((string?)put!["content"], (string?)put["labels"]!["zone"], put["services"], (bool?)put["activate"]));
    }

    [Theory]
    [InlineData("echo 'a: 2' > \"$1\"; exit 3; :", true)]
    [InlineData("false", false)]
    public async Task Edit_WhoseEditorFails_KeepsOnlyWhatWasWritten(string editor, bool isKept)
    {
        var (run, put) = await EditAsync(editor);

        Assert.Equal((ExitCode.Failed, null, isKept), (run.ExitCode, put, run.Error.Contains("What you wrote is in", StringComparison.Ordinal)));
        if (isKept)
        {
            var path = run.Error.Trim().Split(" is in ")[1].TrimEnd('.');
            Assert.Equal("a: 2\n", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    private static async Task<(Toska Run, JsonNode? Put)> EditAsync(string editor, params string[] more)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The editors here are commands of a shell.");
        Environment.SetEnvironmentVariable("VISUAL", editor);
        var stored = new { id = "the-id", name = "db", environment = "default", version = 3, format = "yaml", content = "a: 1\n", services = new[] { "orders" }, labels = new { } };
        await using var mesh = await StubMesh.StartAsync(_ => Results.Json(stored));
        var run = await Toska.RunAsync(["config", "edit", "db", "--url", mesh.Url, .. more]);
        return (run, mesh.Requests.LastOrDefault(request => request.Method == "PUT") is { } put ? JsonNode.Parse(put.Body) : null);
    }
}
