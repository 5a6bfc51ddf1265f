using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ToskaMesh.Cli.Sessions;
using ToskaMesh.Cli.Tests.Client;
using ToskaMesh.Cli.Tests.Sessions;
using ToskaMesh.Testing;

namespace ToskaMesh.Cli.Tests.Commands.Identity;

public sealed class LoginCommandTests : IDisposable
{
    private const string Password = "correct horse battery staple";

    private readonly TemporaryDirectory _folder = new();
    private readonly SessionFolder _logins;

    public LoginCommandTests() => _logins = new SessionFolder(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Login_AskedFor_IsKept_AndNoSecretIsPrinted()
    {
        await using var mesh = await StubMesh.StartAsync(_ => Granted());

        var run = await RunAsync(new ScriptedTerminal("ada@example.org", Password), "login", "--url", mesh.Url);
        var json = await RunAsync(new ScriptedTerminal("ada@example.org", Password), "login", "--url", mesh.Url, "--json");

        var request = mesh.Requests.First();
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal(("/api/Auth/login", $$"""{"email":"ada@example.org","password":"{{Password}}"}"""), (request.Target, request.Body));
        Assert.Equal("refresh-1", _logins.Of(new Uri(mesh.Url)).Read()!.RefreshToken);
        Assert.Equal("ada@example.org", JsonNode.Parse(json.Output)!["email"]!.GetValue<string>());
        Assert.All([Password, "access-1", "refresh-1"], secret => Assert.DoesNotContain(secret, run.Output + run.Error + json.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Login_BesideTheKeyOfTheDataDirectory_IsWhatCommandsUse_AndBesideAGivenOneItIsNot()
    {
        await using var mesh = await StubMesh.StartAsync(_ => Granted());
        File.WriteAllText(_folder.File("api-key"), "tsk_file\n");

        var login = await RunAsync(new ScriptedTerminal("ada@example.org", Password), "login", "--url", mesh.Url, "--data", _folder.Path);
        var given = await RunAsync(new ScriptedTerminal("ada@example.org", Password), "login", "--url", mesh.Url, "--data", _folder.Path, "--key", "tsk_given");

        Assert.DoesNotContain("still use the key", login.Output, StringComparison.Ordinal);
        Assert.Contains("still use the key", given.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(" with spaces \n", " with spaces ")]
    [InlineData("a\r\n", "a")]
    [InlineData("two\nlines", "two\nlines")]
    public async Task Login_PasswordFromStandardInput_IsAllOfItButTheLastLineBreak(string input, string expected)
    {
        await using var mesh = await StubMesh.StartAsync(_ => Granted());
        using var reader = new StringReader(input);

        await RunAsync(new ScriptedTerminal { Input = reader }, "login", "--email", "a@b", "--password-stdin", "--url", mesh.Url);

        Assert.Equal(expected, JsonNode.Parse(Assert.Single(mesh.Requests).Body)!["password"]!.GetValue<string>());
    }

    [Fact]
    public async Task Login_WhereNobodyCanBeAsked_IsUsage()
    {
        var run = await RunAsync(new ScriptedTerminal(), "login", "--email", "a@b", "--url", "http://127.0.0.1:1");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("--password-stdin", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_Refused_SaysHowTheFirstAccountIsMade_AndKeepsNothing()
    {
        await using var mesh = await StubMesh.StartAsync(_ => Results.Problem("E-mail or password is wrong.", statusCode: 401));

        var run = await RunAsync(new ScriptedTerminal("a@b", Password), "login", "--url", mesh.Url);

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("toska users create-admin", run.Error, StringComparison.Ordinal);
        Assert.False(_logins.Of(new Uri(mesh.Url)).Exists);
    }

    [Theory]
    [InlineData(204)]
    [InlineData(401)]
    public async Task Logout_SessionEndedNowOrBefore_IsForgotten(int status)
    {
        await using var mesh = await StubMesh.StartAsync(_ => Results.StatusCode(status));
        var file = _logins.Of(new Uri(mesh.Url));
        file.Write(TestSessions.Ada with { ExpiresAt = DateTimeOffset.MaxValue });

        var run = await RunAsync(new ScriptedTerminal(), "logout", "--url", mesh.Url);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal(("/api/Auth/logout", "Bearer access-1"), (mesh.Requests.First().Target, mesh.Requests.First().Authorization));
        Assert.False(file.Exists);
    }

    [Fact]
    public async Task Logout_WithoutTheMesh_ForgetsTheTokens_AndSaysThatTheSessionLives()
    {
        var url = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        _logins.Of(url).Write(TestSessions.Ada with { ExpiresAt = DateTimeOffset.MaxValue });

        var run = await RunAsync(new ScriptedTerminal(), "logout", "--url", url.AbsoluteUri);

        Assert.Equal(ExitCode.Unreachable, run.ExitCode);
        Assert.Contains("could not be told", run.Error, StringComparison.Ordinal);
        Assert.False(_logins.Of(url).Exists);
    }

    [Fact]
    public async Task WhoAmI_ByALogin_AsksTheMesh()
    {
        await using var mesh = await StubMesh.StartAsync(_ => Results.Json(new { email = "ada@example.org", roles = new[] { "User", "Admin" } }));
        _logins.Of(new Uri(mesh.Url)).Write(TestSessions.Ada with { ExpiresAt = DateTimeOffset.MaxValue });

        var run = await RunAsync(new ScriptedTerminal(), "whoami", "--url", mesh.Url);

        Assert.Equal($"ada@example.org (User,Admin), logged in at {mesh.Url}/{Environment.NewLine}", run.Output);
    }

    [Fact]
    public async Task CreateAdmin_WithTheSecretOfTheDataDirectory_Registers()
    {
        await using var mesh = await StubMesh.StartAsync(_ => Results.Json(new { id = "u1" }, statusCode: 201));
        await File.WriteAllTextAsync(_folder.File("bootstrap-secret"), "marked\n", TestContext.Current.CancellationToken);

        var run = await RunAsync(
            new ScriptedTerminal(Password, Password), "users", "create-admin", "--email", "ada@example.org", "--url", mesh.Url, "--data", _folder.Path);

        var request = Assert.Single(mesh.Requests);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal("/api/Auth/register", request.Target);
        Assert.Equal($$"""{"email":"ada@example.org","password":"{{Password}}","fullName":"ada@example.org","bootstrapSecret":"marked"}""", request.Body);
        Assert.Contains("toska login --email ada@example.org", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateAdmin_WithoutTheSecret_SaysWhereItMayBe()
    {
        var run = await RunAsync(
            new ScriptedTerminal(Password, Password), "users", "create-admin", "--email", "a@b", "--profile", "local", "--data", _folder.Path);

        Assert.Equal(ExitCode.NotFound, run.ExitCode);
        Assert.Contains(_folder.File("local/bootstrap-secret"), run.Error, StringComparison.Ordinal);
        Assert.Contains("--bootstrap-secret-file", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateAdmin_PasswordsThatDiffer_AreNotSent()
    {
        await using var mesh = await StubMesh.StartAsync(_ => Results.StatusCode(201));
        await File.WriteAllTextAsync(_folder.File("bootstrap-secret"), "marked", TestContext.Current.CancellationToken);

        var run = await RunAsync(
            new ScriptedTerminal(Password, "another"), "users", "create-admin", "--email", "a@b", "--url", mesh.Url, "--data", _folder.Path);

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Empty(mesh.Requests);
    }

    private static IResult Granted() => Results.Bytes(TestSessions.Ada.Serialize(), "application/json");

    private Task<Toska> RunAsync(ScriptedTerminal terminal, params string[] arguments) =>
        Toska.RunAsync(new Surroundings(_logins, terminal, TimeProvider.System), arguments);
}
