using Microsoft.AspNetCore.Http;
using ToskaMesh.Cli.Tests.Client;
using ToskaMesh.Testing;

namespace ToskaMesh.Cli.Tests.Commands;

public sealed class ExitCodeTests
{
    [Theory]
    [InlineData(400, 1)]
    [InlineData(401, 1)]
    [InlineData(403, 1)]
    [InlineData(404, 3)]
    [InlineData(409, 1)]
    [InlineData(500, 1)]
    [InlineData(502, 4)]
    [InlineData(503, 4)]
    public async Task Refusal_ByStatus_EndsWithItsMeaning(int status, int expected)
    {
        await using var mesh = await StubMesh.StartAsync(_ => Results.Problem("because", statusCode: status));

        var run = await Toska.RunAsync("deregister", "a", "--url", mesh.Url);

        Assert.Equal(expected, run.ExitCode);
        Assert.Contains("because", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Refusal_WithFaults_NamesEachByItsPlace()
    {
        await using var mesh = await StubMesh.StartAsync(_ => Results.Json(
            new { title = "The body breaks a rule.", errors = new[] { new { pointer = "/port", detail = "must be 1 to 65535" }, new { pointer = "/address", detail = "is loopback" } } },
            statusCode: 400));

        var run = await Toska.RunAsync("register", "web", "--port", "0", "--url", mesh.Url);

        Assert.Contains("  /port: must be 1 to 65535", run.Error, StringComparison.Ordinal);
        Assert.Contains("  /address: is loopback", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_WithoutAMesh_SaysWhereAndWhatToDo()
    {
        var url = $"http://127.0.0.1:{FreePort.Next()}";

        var run = await Toska.RunAsync("services", "--url", url);

        Assert.Equal(ExitCode.Unreachable, run.ExitCode);
        Assert.Contains(url, run.Error, StringComparison.Ordinal);
        Assert.Contains("toska up", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_AgainstSomethingElse_Fails()
    {
        await using var other = await StubMesh.StartAsync(_ => Results.Text("<html>", "text/html"));

        var run = await Toska.RunAsync("services", "--url", other.Url);

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("is this the address of a mesh?", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fly")]
    [InlineData("services --nope")]
    [InlineData("deregister")]
    [InlineData("register web")]
    [InlineData("register web --port x")]
    [InlineData("register web --port 1 --metadata novalue")]
    [InlineData("up --gateway-port 65535")]
    [InlineData("up --gateway-port x")]
    [InlineData("services --url ftp://mesh")]
    [InlineData("services --key \u00fc")]
    [InlineData("services --key a\nb")]
    public async Task CommandLine_NotUnderstood_IsUsage(string line)
    {
        var run = await Toska.RunAsync(line.Split(' '));

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.NotEmpty(run.Error);
        Assert.DoesNotContain("System.", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Up_OutsideAClone_SaysSo()
    {
        var run = await Toska.RunAsync("up");

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("./toska", run.Error, StringComparison.Ordinal);
    }
}
