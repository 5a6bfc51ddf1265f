namespace ToskaMesh.Infra.Tests.Bicep;

/// <summary>The compiler's own judgement, and that what it makes is what was read before it was committed.</summary>
public sealed class BicepTests
{
    /// <summary>A wrong property is a warning only, with exit code 0: any line is a failure.</summary>
    [Theory]
    [InlineData("build", "main.bicep", "--stdout")]
    [InlineData("build", "gateway.bicep", "--stdout")]
    [InlineData("lint", "main.bicep")]
    [InlineData("lint", "gateway.bicep")]
    [InlineData("build-params", "main.bicepparam", "--stdout")]
    [InlineData("build-params", "production.bicepparam", "--stdout")]
    [InlineData("build-params", "gateway.bicepparam", "--stdout")]
    public async Task Compiler_SaysNothing(string command, string file, params string[] arguments)
    {
        var run = await BicepCompiler.RunAsync(command, file, arguments);

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
    }

    [Theory]
    [InlineData("main")]
    [InlineData("production")]
    [InlineData("gateway")]
    public async Task Deployment_IsTheOneThatWasRead(string parameters) =>
        Generated.Check($"{BicepCompiler.Folder}/{parameters}.snapshot.json", await BicepCompiler.SnapshotAsync(parameters));
}
