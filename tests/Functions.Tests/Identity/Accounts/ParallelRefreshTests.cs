using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Functions.Store;
using ToskaMesh.Functions.Tests.Store.Postgres;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Sessions;

namespace ToskaMesh.Functions.Tests.Identity.Accounts;

/// <summary>What a client that refreshes a hundred times at once gets, on both stores.</summary>
public sealed class ParallelRefreshTests
{
    private const string User = "user@example.org";

    [Fact]
    public async Task Sqlite_AHundredAtOnce_HaveOneSuccessorAndOneFamily()
    {
        await using var accounts = await AccountsUnderTest.StartAsync();
        await RunAsync(accounts);
    }

    [Fact]
    public async Task Postgres_AHundredAtOnce_HaveOneSuccessorAndOneFamily()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await using var store = await database.OpenAsync(TimeProvider.System);
        await using var accounts = await AccountsUnderTest.StartAsync(store.Services.GetRequiredService<IDbContextFactory<MeshDbContext>>());
        await RunAsync(accounts);
    }

    private static async Task RunAsync(AccountsUnderTest accounts)
    {
        await accounts.RegisterAsync(User);
        var other = await accounts.LoginAsync(User);
        var grant = await accounts.LoginAsync(User);

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => accounts.RefreshAsync(grant)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        var bodies = await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        var successors = bodies.Select(body => (string?)JsonNode.Parse(body)!["refreshToken"]).Distinct().ToList();
        Assert.Single(successors);
        Assert.Single(await accounts.EventsAsync(SecurityActions.SessionRefreshed));
        var sessions = await accounts.As(other).ReadAsync("api/Auth/sessions").JsonAsync();
        Assert.Equal(2, sessions.AsArray().Count);

        accounts.Mesh.Time.Advance(SessionLimits.Leeway);
        await accounts.RefreshAsync(grant).JsonAsync(HttpStatusCode.Unauthorized);
        await accounts.RefreshAsync(JsonNode.Parse(bodies[0])!).JsonAsync(HttpStatusCode.Unauthorized);
        await accounts.RefreshAsync(other).JsonAsync();
    }
}
