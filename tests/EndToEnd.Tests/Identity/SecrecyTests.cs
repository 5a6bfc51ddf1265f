using System.Net;
using System.Text;
using ToskaMesh.EndToEnd.Tests.Running;

namespace ToskaMesh.EndToEnd.Tests.Identity;

/// <summary>The whole life of accounts, keys and clients, and then a look into everything that the mesh wrote.</summary>
public sealed class SecrecyTests
{
    private const string Email = "ada@example.org";

    /// <summary>Said aloud, so that logs have a chance to betray something.</summary>
    private static readonly Dictionary<string, string> Talkative = new() { ["Logging__LogLevel__Default"] = "Debug" };

    [Theory]
    [EachProfile]
    public async Task Secrets_AreInNothingThatTheMeshWrites(MeshProfile profile)
    {
        var secrets = new Secrets();
        await using var mesh = await Mesh.StartAsync(profile, Talkative);
        await mesh.State.ListenAsync("toskamesh.security.#");
        await using var upstream = await Upstream.StartAsync("orders-1");
        using var client = new IdentityClient(mesh);
        secrets.AddKey("the Admin's API key", mesh.AdminKey);
        await FirstAdminAsync(mesh, client, secrets);
        await PersonAsync(mesh, client, secrets);
        await MachinesAsync(mesh, client, secrets, upstream);
        await MistakesAsync(client, secrets);
        var audit = await client.GetAsync("/api/Auth/audit?limit=1000", key: mesh.AdminKey);
        await mesh.StopGatewayAsync();
        await mesh.StopFunctionsAsync();

        var written = new Dictionary<string, byte[]>(await mesh.State.ReadEverythingAsync())
        {
            ["the audit"] = Encoding.UTF8.GetBytes(audit.Text),
            ["refusals"] = Encoding.UTF8.GetBytes(string.Join('\n', client.Refusals)),
            ["the function app's output"] = Encoding.UTF8.GetBytes(mesh.Functions!.WholeOutput),
            ["the gateway's output"] = Encoding.UTF8.GetBytes(mesh.Gateway!.WholeOutput),
        };
        foreach (var (file, content) in mesh.ReadFiles())
        {
            written[file] = content;
        }

        // What is no secret is found: this looks where things are.
        Assert.Contains(written.Values, content => content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Email)) >= 0);
        Assert.True(audit.Json.GetArrayLength() > 10, audit.Text);
        Assert.NotEmpty(client.Refusals);
        Assert.Empty(written.SelectMany(place => secrets.FoundIn(place.Key, place.Value)));
    }

    private static async Task FirstAdminAsync(Mesh mesh, IdentityClient client, Secrets secrets)
    {
        var secret = secrets.Add("the bootstrap secret", mesh.BootstrapSecret);
        var password = secrets.Add("the Admin's password", "marked password of the first Admin");
        var created = await client.PostAsync("/api/Auth/register", new { email = "root@example.org", password, fullName = "Root", bootstrapSecret = secret });
        Assert.True(created.Succeeded, created.Text);
        secrets.Add("the master key", mesh.State.MasterKey);
    }

    private static async Task PersonAsync(Mesh mesh, IdentityClient client, Secrets secrets)
    {
        var mailbox = new Mailbox(mesh);
        var person = await Person.SignUpAsync(mesh, client, Email, secrets.Add("the password", "marked password number one"));
        secrets.Add("the confirmation token", await mailbox.TokenAsync(Email, "Confirm your e-mail address"));
        Remember(person, "first");
        (person, var services) = await person.ForServicesAsync(client);
        Remember(person, "second");
        secrets.AddToken("the token for services", services);

        var changed = await client.PostAsync(
            "/api/Auth/password/change",
            new { currentPassword = person.Password, newPassword = secrets.Add("the changed password", "marked password number two") },
            person.AccessToken);
        Assert.True(changed.Succeeded, changed.Text);
        await client.PostAsync("/api/Auth/password/reset", new { email = Email });
        var token = secrets.Add("the reset token", await mailbox.TokenAsync(Email, "Choose a new password"));
        var password = secrets.Add("the reset password", "marked password number three");
        var reset = await client.PostAsync("/api/Auth/password/reset/confirm", new { email = Email, token, newPassword = password });
        Assert.True(reset.Succeeded, reset.Text);
        person = await Person.LogInAsync(client, Email, password);
        Remember(person, "third");
        Assert.True((await client.PostAsync("/api/Auth/logout", bearer: person.AccessToken)).Succeeded);

        void Remember(Person someone, string which)
        {
            secrets.AddToken($"the {which} access token", someone.AccessToken);
            secrets.Add($"the {which} refresh token", someone.RefreshToken);
        }
    }

    private static async Task MachinesAsync(Mesh mesh, IdentityClient client, Secrets secrets, Upstream upstream)
    {
        var key = await client.PostAsync("/api/Auth/apikeys", new { name = "shop", role = "service", services = new[] { "shop" } }, key: mesh.AdminKey);
        secrets.AddKey("an API key", key.Of("key"));
        var rotated = await client.PostAsync($"/api/Auth/apikeys/{key.Of("key").Split('_')[1]}/rotate", key: mesh.AdminKey);
        secrets.AddKey("a rotated API key", rotated.Of("key"));
        var machine = await client.PostAsync("/api/Auth/clients", new { name = "orders", role = "service", services = new[] { "orders" } }, key: mesh.AdminKey);
        var granted = await client.PostFormAsync("/oauth/token", new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = machine.Of("clientId"),
            ["client_secret"] = secrets.Add("a client secret", machine.Of("clientSecret")),
        });
        var token = granted.Of("access_token");
        secrets.AddToken("a client's token", token);
        var registered = await client.PostAsync(
            "/api/ServiceRegistration/register", new { serviceName = "orders", serviceId = "orders-1", address = "127.0.0.1", port = upstream.Port }, token);
        Assert.True(registered.Succeeded, registered.Text);
        await mesh.ReachedAsync("orders");
        await client.CallServiceAsync("orders", key: rotated.Of("key"));
    }

    // Whatever is refused must not come back in the reason.
    private static async Task MistakesAsync(IdentityClient client, Secrets secrets)
    {
        var wrong = secrets.Add("a wrong password", "marked password that is wrong");
        var token = secrets.Add("a wrong token", "marked-token-that-is-no-token-at-all-and-long");
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsync("/api/Auth/login", new { email = Email, password = wrong })).Status);
        await client.PostAsync("/api/Auth/login", $$"""{"email":"{{Email}}","password":"{{wrong}}"}{{wrong}}""");
        await client.PostAsync("/api/Auth/login", new Dictionary<string, object> { ["email"] = 1, ["password"] = wrong, ["audience"] = token });
        await client.PostAsync("/api/Auth/register", new { email = wrong, password = wrong, fullName = "Ada", bootstrapSecret = token });
        await client.PostAsync("/api/Auth/refresh", new { refreshToken = token });
        await client.PostAsync("/api/Auth/email/confirm", new { email = Email, token });
        await client.PostAsync("/api/Auth/password/reset/confirm", new { email = Email, token, newPassword = wrong });
        await client.GetAsync("/api/Auth/me", bearer: token);
        await client.GetAsync("/api/Auth/users", key: $"tsk_nobody_{token[..43]}");
        await client.CallServiceAsync("orders", bearer: token);
        await client.CallServiceAsync("orders", key: token);
        await client.PostFormAsync("/oauth/token", new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = "nobody", ["client_secret"] = token });
        await client.PostFormAsync("/oauth/token", new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["client_id"] = "nobody", ["refresh_token"] = token });
    }
}
