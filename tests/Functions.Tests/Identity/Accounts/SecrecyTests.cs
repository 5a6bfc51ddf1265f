using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Functions.Store;

namespace ToskaMesh.Functions.Tests.Identity.Accounts;

/// <summary>The whole flow with secrets that can be found again, and then everything it left.</summary>
public sealed class SecrecyTests
{
    private const string User = "user@example.org";

    [Fact]
    public async Task Secrets_StandNowhereButInTheirHoldersHands()
    {
        await using var accounts = await AccountsUnderTest.StartAsync();
        await accounts.PostAsync("refresh", """{"refreshToken":"x"}""").JsonAsync(HttpStatusCode.Unauthorized);
        List<string> secrets = [accounts.BootstrapSecret(), AccountsUnderTest.Password, "quite another 9 words", "wrong marked word 7"];
        List<string> problems = [];
        await accounts.RegisterAdminAsync("boss@example.org");
        await accounts.PostAsync("register", $$"""{"email":"{{User}}","password":"{{AccountsUnderTest.Password}}","fullName":"Some Body"}""").JsonAsync(HttpStatusCode.Accepted);
        var unsent = await ReadStoreAsync(accounts);
        secrets.Add(await accounts.TokenAsync(User));
        await accounts.PostAsync("email/confirm", $$"""{"email":"{{User}}","token":"{{secrets[^1]}}"}""").JsonAsync();
        problems.Add((await accounts.TryLoginAsync(User, "wrong marked word 7").JsonAsync(HttpStatusCode.Unauthorized)).ToJsonString());
        var grant = await accounts.LoginAsync(User);
        secrets.AddRange(TokensOf(grant));
        grant = await accounts.RefreshAsync(grant).JsonAsync();
        secrets.AddRange(TokensOf(grant));
        await accounts.PostAsync("password/reset", $$"""{"email":"{{User}}"}""").JsonAsync();
        unsent += await ReadStoreAsync(accounts);
        secrets.Add(await accounts.TokenAsync(User));
        var reset = $$"""{"email":"{{User}}","token":"{{secrets[^1]}}","newPassword":"quite another 9 words"}""";
        await accounts.PostAsync("password/reset/confirm", reset).JsonAsync();
        problems.Add((await accounts.PostAsync("password/reset/confirm", reset).JsonAsync(HttpStatusCode.BadRequest)).ToJsonString());
        problems.Add((await accounts.RefreshAsync(grant).JsonAsync(HttpStatusCode.Unauthorized)).ToJsonString());

        var events = string.Join('\n', (await accounts.EventsAsync()).Select(happened => $"{happened}"));
        var logs = string.Join('\n', accounts.Logs.Lines);
        var store = await ReadStoreAsync(accounts);
        foreach (var secret in secrets)
        {
            Assert.DoesNotContain(secret, events, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, logs, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, store, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, unsent, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, string.Join('\n', problems), StringComparison.Ordinal);
        }

        // Or nothing was looked at.
        Assert.Contains("session.login", events, StringComparison.Ordinal);
        Assert.Contains("api/Auth/login", logs, StringComparison.Ordinal);
        Assert.Contains(User, store, StringComparison.Ordinal);
    }

    private static IEnumerable<string> TokensOf(JsonNode grant) => [(string)grant["accessToken"]!, (string)grant["refreshToken"]!];

    // All of the files, events that wait for the bus included.
    private static async Task<string> ReadStoreAsync(AccountsUnderTest accounts)
    {
        var text = new StringBuilder();
        await using (var context = accounts.Mesh.Services.GetRequiredService<IDbContextFactory<MeshDbContext>>().CreateDbContext())
        {
            await context.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(FULL)");
        }

        foreach (var file in Directory.GetFiles(accounts.Mesh.DataDirectory, "mesh.db*").Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            text.Append(await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        }

        return text.ToString();
    }
}
