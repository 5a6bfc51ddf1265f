using System.Net;

namespace ToskaMesh.Functions.Tests.Identity.Accounts;

public sealed class UserTests : IAsyncLifetime
{
    private const string User = "user@example.org";

    private AccountsUnderTest _accounts = null!;

    private HttpClient Admin => _accounts.Mesh.Admin;

    public async ValueTask InitializeAsync()
    {
        _accounts = await AccountsUnderTest.StartAsync();
        await _accounts.RegisterAdminAsync("boss@example.org");
        await _accounts.RegisterAsync(User);
    }

    public ValueTask DisposeAsync() => _accounts.DisposeAsync();

    [Fact]
    public async Task List_IsPagedAndSearched()
    {
        var first = await Admin.ReadAsync("api/Auth/users?limit=1");
        var found = await Admin.ReadAsync("api/Auth/users?search=USER@").JsonAsync();

        Assert.Contains("continuation=", first.Headers.GetValues("Link").Single(), StringComparison.Ordinal);
        Assert.Equal(User, (string?)Assert.Single(found.AsArray())!["email"]);
        Assert.DoesNotContain("asswordHash", found.ToJsonString(), StringComparison.Ordinal);
        await Admin.ReadAsync("api/Auth/users?sarch=x").JsonAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Roles_AnAdminGivesThem_AndTheSessionsEnd()
    {
        var grant = await _accounts.LoginAsync(User);

        var changed = await PutAsync(await IdAsync(User), "/roles", """{"roles":["admin"],"scopes":["commands:send"]}""").JsonAsync();

        Assert.Equal(["User", "Admin"], changed["roles"]!.AsArray().Select(role => (string?)role));
        await _accounts.As(grant).ReadAsync("api/Auth/me").JsonAsync(HttpStatusCode.Unauthorized);
        await _accounts.As(await _accounts.LoginAsync(User)).ReadAsync("api/Auth/users").JsonAsync();
        await PutAsync(await IdAsync(User), "/roles", """{"roles":["Gateway"]}""").JsonAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Disable_EndsSessionsAtOnce_UntilEnabled()
    {
        var grant = await _accounts.LoginAsync(User);
        var id = await IdAsync(User);

        await Admin.PostAsync($"api/Auth/users/{id}/disable").JsonAsync();

        await _accounts.As(grant).ReadAsync("api/Auth/me").JsonAsync(HttpStatusCode.Unauthorized);
        await _accounts.RefreshAsync(grant).JsonAsync(HttpStatusCode.Unauthorized);
        await _accounts.TryLoginAsync(User, AccountsUnderTest.Password).JsonAsync(HttpStatusCode.Unauthorized);
        await Admin.PostAsync($"api/Auth/users/{id}/enable").JsonAsync();
        await _accounts.LoginAsync(User);
    }

    [Fact]
    public async Task LastAdmin_StaysOne()
    {
        var boss = await IdAsync("boss@example.org");

        await Admin.PostAsync($"api/Auth/users/{boss}/disable").JsonAsync(HttpStatusCode.Conflict);
        await PutAsync(boss, "/roles", """{"roles":["User"]}""").JsonAsync(HttpStatusCode.Conflict);
        await DeleteAsync(boss).JsonAsync(HttpStatusCode.Conflict);

        await PutAsync(await IdAsync(User), "/roles", """{"roles":["Admin"]}""").JsonAsync();
        using var deleted = await DeleteAsync(boss);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await Admin.ReadAsync($"api/Auth/users/{boss}").JsonAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Update_OfAnOldVersion_IsRefused_AndAnotherAddressMustBeProved()
    {
        var id = await IdAsync(User);
        using var read = await Admin.ReadAsync($"api/Auth/users/{id}");
        var tag = read.Headers.ETag!.ToString();
        var grant = await _accounts.LoginAsync(User);

        await PutAsync(id, "", """{"email":"boss@example.org","fullName":"Some Body"}""").JsonAsync(HttpStatusCode.Conflict);
        var moved = await PutAsync(id, "", """{"email":"Moved@example.org","fullName":"Some Body"}""", tag).JsonAsync();
        await PutAsync(id, "", """{"email":"moved@example.org","fullName":"Late"}""", tag).JsonAsync(HttpStatusCode.PreconditionFailed);

        Assert.Equal(("moved@example.org", false), ((string?)moved["email"], (bool)moved["emailConfirmed"]!));
        await _accounts.As(grant).ReadAsync("api/Auth/me").JsonAsync(HttpStatusCode.Unauthorized);
        await _accounts.TickAsync();
        Assert.Contains(_accounts.Mails.Sent, mail => mail.To.Value == User && mail.Subject == "Your e-mail address was changed");
    }

    private async Task<string> IdAsync(string email) => (string)(await Admin.ReadAsync($"api/Auth/users?search={email}").JsonAsync())[0]!["id"]!;

    private Task<HttpResponseMessage> DeleteAsync(string id) => Admin.DeleteAsync($"api/Auth/users/{id}", TestContext.Current.CancellationToken);

    private async Task<HttpResponseMessage> PutAsync(string id, string path, string body, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"api/Auth/users/{id}{path}")
        {
            Content = new StringContent(body, null, "application/json"),
        };
        if (ifMatch is not null)
        {
            request.Headers.Add("If-Match", ifMatch);
        }

        return await Admin.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
