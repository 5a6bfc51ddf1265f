using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Cli.Sessions;
using ToskaMesh.Cli.Tests.Client;
using ToskaMesh.Cli.Tests.Commands;
using ToskaMesh.Testing;

namespace ToskaMesh.Cli.Tests.Sessions;

/// <summary>Commands of somebody who logged in, while tokens expire.</summary>
public sealed class LoggedInTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly FakeTimeProvider _time = new(TestSessions.Start);
    private readonly SessionFolder _logins;

    public LoggedInTests() => _logins = new SessionFolder(_folder.Path);

    private Surroundings Surroundings => new(_logins, new ScriptedTerminal(), _time);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Command_WithAFreshToken_SendsIt_AndNoKey()
    {
        await using var mesh = await StubMesh.StartAsync(_ => Results.Json(new[] { "orders" }));
        Keep(mesh);

        var run = await Toska.RunAsync(Surroundings, "services", "--url", mesh.Url);

        var request = Assert.Single(mesh.Requests);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal("Bearer access-1", request.Authorization);
        Assert.Null(request.Key);
    }

    [Fact]
    public async Task Command_WithAKey_LeavesTheLoginAlone()
    {
        await using var mesh = await StubMesh.StartAsync(_ => Results.Json(new[] { "orders" }));
        Keep(mesh);

        await Toska.RunAsync(Surroundings, "services", "--url", mesh.Url, "--key", "k");

        var request = Assert.Single(mesh.Requests);
        Assert.Null(request.Authorization);
        Assert.Equal("k", request.Key);
    }

    [Fact]
    public async Task Command_WithATokenAboutToExpire_RefreshesFirst_AndKeepsBothNewTokens()
    {
        await using var mesh = await StubMesh.StartAsync(AnswerAndRefresh);
        Keep(mesh);
        _time.Advance(TimeSpan.FromMinutes(9.6));

        var run = await Toska.RunAsync(Surroundings, "services", "--url", mesh.Url);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal(["/api/Auth/refresh", "/api/ServiceDiscovery/services?limit=1000"], mesh.Requests.Select(request => request.Target));
        Assert.Equal("refresh-1", JsonNode.Parse(mesh.Requests.First().Body)!["refreshToken"]!.GetValue<string>());
        Assert.Null(mesh.Requests.First().Authorization);
        Assert.Equal("Bearer access-2", mesh.Requests.Last().Authorization);
        Assert.Equal("refresh-2", Kept(mesh).RefreshToken);
    }

    [Fact]
    public async Task Commands_AtOnce_SpendARefreshTokenOnce()
    {
        await using var mesh = await StubMesh.StartAsync(AnswerAndRefresh);
        Keep(mesh);
        var surroundings = Surroundings with { Time = new LateClock(TestSessions.Start.AddHours(1)) };

        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Toska.RunAsync(surroundings, "services", "--url", mesh.Url))));

        Assert.All(runs, run => Assert.Equal(ExitCode.Done, run.ExitCode));
        Assert.Single(mesh.Requests, request => request.Target == "/api/Auth/refresh");
        Assert.Equal(8, mesh.Requests.Count(request => request.Authorization == "Bearer access-2"));
    }

    [Fact]
    public async Task Command_WhoseTokenTheMeshRefuses_RefreshesOnceAndTriesAgain()
    {
        await using var mesh = await StubMesh.StartAsync(request =>
            request.Authorization == "Bearer access-1" ? Results.Problem("expired", statusCode: 401) : AnswerAndRefresh(request));
        Keep(mesh);

        var run = await Toska.RunAsync(Surroundings, "register", "web", "--port", "9000", "--url", mesh.Url);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal(3, mesh.Requests.Count);
        Assert.Equal(mesh.Requests.First().Body, mesh.Requests.Last().Body);
    }

    [Fact]
    public async Task Command_WhoseRefreshIsRefused_SaysToLogInAgain_AndUsesNoOtherKey()
    {
        await using var mesh = await StubMesh.StartAsync(_ => Results.Problem("spent", statusCode: 401));
        Keep(mesh);
        await File.WriteAllTextAsync(_folder.File("api-key"), "tsk_file", TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromHours(1));

        var run = await Toska.RunAsync(Surroundings, "services", "--url", mesh.Url, "--data", _folder.Path);

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("toska login", run.Error, StringComparison.Ordinal);
        Assert.Equal("/api/Auth/refresh", Assert.Single(mesh.Requests).Target);
        Assert.DoesNotContain("refresh-1", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_WhoseRefreshFails_KeepsTheLogin()
    {
        await using var mesh = await StubMesh.StartAsync(_ => Results.Problem("starting", statusCode: 503));
        Keep(mesh);
        _time.Advance(TimeSpan.FromHours(1));

        var run = await Toska.RunAsync(Surroundings, "services", "--url", mesh.Url);

        Assert.Equal(ExitCode.Unreachable, run.ExitCode);
        Assert.Equal("refresh-1", Kept(mesh).RefreshToken);
    }

    [Fact]
    public async Task Token_ForServices_IsPrinted_AndTheOwnOneStays()
    {
        await using var mesh = await StubMesh.StartAsync(AnswerAndRefresh);
        Keep(mesh);

        var run = await Toska.RunAsync(Surroundings, "token", "--audience", "toska-services", "--url", mesh.Url);

        Assert.Equal($"access-2{Environment.NewLine}", run.Output);
        Assert.Equal("toska-services", JsonNode.Parse(Assert.Single(mesh.Requests).Body)!["audience"]!.GetValue<string>());
        Assert.Equal(("access-1", "refresh-2"), (Kept(mesh).AccessToken, Kept(mesh).RefreshToken));
    }

    [Fact]
    public async Task Token_ForTheControlPlane_IsTheKeptOne()
    {
        await using var mesh = await StubMesh.StartAsync(AnswerAndRefresh);
        Keep(mesh);

        var run = await Toska.RunAsync(Surroundings, "token", "--url", mesh.Url);

        Assert.Equal($"access-1{Environment.NewLine}", run.Output);
        Assert.Empty(mesh.Requests);
    }

    private static IResult AnswerAndRefresh(StubRequest request) =>
        request.Target != "/api/Auth/refresh"
            ? Results.Json(new[] { "orders" })
            : Results.Bytes((TestSessions.Ada with { AccessToken = "access-2", ExpiresAt = TestSessions.Start.AddHours(2), RefreshToken = "refresh-2" }).Serialize(), "application/json");

    private void Keep(StubMesh mesh) => _logins.Of(new Uri(mesh.Url)).Write(TestSessions.Ada);

    private Session Kept(StubMesh mesh) => _logins.Of(new Uri(mesh.Url)).Read()!;

    /// <summary>Shows one time, while its timers run: those who wait for a file's lock go on by themselves.</summary>
    private sealed class LateClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
