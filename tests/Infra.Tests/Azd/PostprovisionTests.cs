using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Infra.Tests.Azd;

/// <summary>What <c>infra/azure/postprovision.sh</c> does, against programs that stand in for Azure's.</summary>
public sealed class PostprovisionTests : IDisposable
{
    private const string Master = "kv-c.Mesh--Identity--MasterKey";
    private const string Denied = "ERROR: (Forbidden) Caller is not authorized. Inner error: { \"code\": \"ForbiddenByRbac\" }";

    private static readonly (string Name, string? Value)[] Outputs =
    [
        ("TOSKA_CONTROL_VAULT", "kv-c"), ("TOSKA_GATEWAY_VAULT", "kv-g"), ("TOSKA_CONTROL_IDENTITY", "id-control"),
        ("TOSKA_DATABASE_ID", "/servers/psql"), ("TOSKA_DATABASE_HOST", "psql.example"), ("TOSKA_DATABASE", "toskamesh"),
        ("TOSKA_DOCUMENTS_URI", "https://documents.example/"), ("TOSKA_FUNCTIONS_ID", "/sites/func"), ("TOSKA_DEPLOYER_NAME", "ann@example.com"),
    ];

    private readonly FakeTools _tools = new();

    public void Dispose() => _tools.Dispose();

    [Fact]
    public async Task FirstRun_MakesTheSecrets_AndPreparesTheStore()
    {
        var run = await _tools.RunAsync("postprovision", Outputs);

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal(["kv-c.Mesh--Bootstrap--ApiKey", "kv-c.Mesh--Bootstrap--Secret", Master, "kv-g.Mesh--Gateway--ApiKey"], _tools.Secrets.Keys.Order(StringComparer.Ordinal));
        Assert.True(ApiKey.TryParse(_tools.Secrets["kv-c.Mesh--Bootstrap--ApiKey"], out _));
        Assert.True(ApiKey.TryParse(_tools.Secrets["kv-g.Mesh--Gateway--ApiKey"], out _));
        Assert.Equal(32, Convert.FromBase64String(_tools.Secrets[Master]).Length);
        Assert.True(_tools.Secrets["kv-c.Mesh--Bootstrap--Secret"].Length >= 32);

        // The role, the schema, what the role may do with it, and then the app that reads the secrets.
        var steps = _tools.Calls.Where(call => call.Contains("--file", StringComparison.Ordinal) && call.StartsWith("psql", StringComparison.Ordinal) || call.StartsWith("dotnet", StringComparison.Ordinal) || call.StartsWith("az rest", StringComparison.Ordinal)).ToList();
        Assert.Collection(
            steps,
            role => Assert.Matches("--dbname postgres --set app=id-control --file .*role.sql", role),
            migrate => Assert.EndsWith("-p:FunctionsSdk=Emulator -- migrate", migrate, StringComparison.Ordinal),
            grants => Assert.EndsWith("--dbname toskamesh --set app=id-control --file infra/postgres/grants.sql", grants, StringComparison.Ordinal),
            refresh => Assert.StartsWith("az rest --method post --url /sites/func/config/configreferences/appsettings/refresh?", refresh, StringComparison.Ordinal));
        Assert.All(_tools.Secrets.Values, secret => Assert.DoesNotContain(secret, run.All + string.Join('\n', _tools.Calls), StringComparison.Ordinal));
    }

    [Fact]
    public async Task SecondRun_KeepsWhatIsThere()
    {
        await _tools.RunAsync("postprovision", Outputs);
        var before = _tools.Secrets;

        var run = await _tools.RunAsync("postprovision", Outputs);

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal(before, _tools.Secrets);
    }

    /// <summary>With another master key in its place, what is encrypted in the store would be lost.</summary>
    [Fact]
    public async Task VaultThatDoesNotAnswer_IsNotTakenForAnEmptyOne()
    {
        _tools.Give("refusals", "ERROR: The connection to kv-c.vault.azure.net was reset\n");

        var run = await _tools.RunAsync("postprovision", Outputs);

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(_tools.Secrets);
        Assert.Contains("was reset", run.Errors, StringComparison.Ordinal);
        Assert.Contains("not known, so none was made", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RoleThatDoesNotHoldYet_IsWaitedFor()
    {
        _tools.Give("refusals", $"{Denied}\n{Denied}\n");

        var run = await _tools.RunAsync("postprovision", Outputs);

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal(2, _tools.Calls.Count(call => call == "sleep 10"));
        Assert.Equal(4, _tools.Secrets.Count);
    }

    [Fact]
    public async Task RoleThatNeverHolds_EndsWithWhatIsNeeded()
    {
        _tools.Give("refusals", string.Concat(Enumerable.Repeat($"{Denied}\n", 40)));

        var run = await _tools.RunAsync("postprovision", Outputs);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Key Vault Secrets Officer", run.Errors, StringComparison.Ordinal);
    }

    /// <summary>The template lets in Azure's own addresses only, which a person's machine has none of.</summary>
    [Fact]
    public async Task DatabaseThatRefusesThisMachine_LetsItInForAsLongAsItTakes()
    {
        _tools.Give("firewall");

        var run = await _tools.RunAsync("postprovision", Outputs);

        Assert.True(run.ExitCode == 0, run.All);
        var rules = _tools.Calls.Where(call => call.Contains("/firewallRules/deployer?", StringComparison.Ordinal)).ToList();
        Assert.Collection(
            rules,
            opened => Assert.Contains("""put --url /servers/psql/firewallRules/deployer?api-version=2025-08-01 --output none --body {"properties":{"startIpAddress":"203.0.113.7","endIpAddress":"203.0.113.7"}}""", opened, StringComparison.Ordinal),
            closed => Assert.StartsWith("az rest --method delete", closed, StringComparison.Ordinal));
        Assert.Equal(rules[^1], _tools.Calls[^1]);
    }

    [Theory]
    [InlineData("TOSKA_DATABASE_ID")]
    [InlineData("TOSKA_DEPLOYER_NAME")]
    public async Task MissingOutput_IsNamed(string missing)
    {
        var run = await _tools.RunAsync("postprovision", Outputs.Select(output => output.Name == missing ? (missing, null) : output));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{missing} is not set", run.Errors, StringComparison.Ordinal);
        Assert.Empty(_tools.Calls);
    }
}
