namespace ToskaMesh.Infra.Tests.Azd;

/// <summary>What <c>infra/azure/preprovision.sh</c> finds out, and what it refuses to begin with.</summary>
public sealed class PreprovisionTests : IDisposable
{
    private readonly FakeTools _tools = new();

    public void Dispose() => _tools.Dispose();

    [Theory]
    [InlineData("user", "ann@example.com", "User")]
    [InlineData("servicePrincipal", "pipeline", "ServicePrincipal")]
    public async Task WhoDeploys_IsWhoAzIsSignedInAs(string account, string name, string type)
    {
        _tools.Give("account", $"{account}\n");

        var run = await _tools.RunAsync("preprovision", ("AZURE_ENV_NAME", "mesh-dev"), ("TOSKA_BUDGET_START", "2026-11-01"));

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal(
            ["azd env set TOSKA_DEPLOYER_ID an-id", $"azd env set TOSKA_DEPLOYER_NAME {name}", $"azd env set TOSKA_DEPLOYER_TYPE {type}"],
            _tools.Calls.Where(call => call.StartsWith("azd ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Budget_BeginsWithAMonth()
    {
        _tools.Give("account", "user\n");

        await _tools.RunAsync("preprovision", ("AZURE_ENV_NAME", "mesh-dev"), ("TOSKA_BUDGET_START", null));

        Assert.Matches(@"^azd env set TOSKA_BUDGET_START \d{4}-\d{2}-01$", _tools.Calls[^1]);
    }

    [Fact]
    public async Task NobodySignedIn_SaysWhatToDo()
    {
        var run = await _tools.RunAsync("preprovision", ("AZURE_ENV_NAME", "mesh-dev"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("az login", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(_tools.Calls, call => call.StartsWith("azd ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("me")]
    [InlineData("mesh_dev")]
    [InlineData("mesh-")]
    [InlineData("mesh--dev")]
    [InlineData("a-name-of-twenty-one-c")]
    public async Task NameThatAzureRefuses_IsRefusedBefore(string name)
    {
        _tools.Give("account", "user\n");

        var run = await _tools.RunAsync("preprovision", ("AZURE_ENV_NAME", name));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"'{name}'", run.Errors, StringComparison.Ordinal);
    }
}
