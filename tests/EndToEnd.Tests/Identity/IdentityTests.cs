using System.Net;
using ToskaMesh.EndToEnd.Tests.Running;
using ToskaMesh.Testing;

namespace ToskaMesh.EndToEnd.Tests.Identity;

/// <summary>People and keys come to services through the gateway, and what is taken from them is taken at once.</summary>
public sealed class IdentityTests
{
    private const string Password = "a long password of the tests";

    /// <summary>From the answer to the gateway's refusal.</summary>
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(2);

    [Theory]
    [EachProfile]
    public async Task Person_CallsAService_UntilTheyLogOut(MeshProfile profile)
    {
        await using var mesh = await Mesh.StartAsync(profile);
        await using var upstream = await Upstream.StartAsync("orders-1");
        using var client = new IdentityClient(mesh);
        await RegisterServiceAsync(mesh, upstream);
        var (ada, token) = await (await Person.SignUpAsync(mesh, client, "ada@example.org", Password)).ForServicesAsync(client);

        await Eventually.TrueAsync(async () => await client.CallServiceAsync("orders", token) is HttpStatusCode.OK, "the gateway takes the token");
        Assert.Equal(HttpStatusCode.Unauthorized, await client.CallServiceAsync("orders", ada.AccessToken));
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/Auth/me", token)).Status);
        Assert.Equal(ada.Email, (await client.GetAsync("/api/Auth/me", ada.AccessToken)).Of("email"));
        Assert.DoesNotContain("Authorization", upstream.HeaderNames, StringComparer.OrdinalIgnoreCase);
        Assert.Contains("X-Mesh-Subject", upstream.HeaderNames, StringComparer.OrdinalIgnoreCase);

        Assert.Equal(HttpStatusCode.NoContent, (await client.PostAsync("/api/Auth/logout", bearer: ada.AccessToken)).Status);

        await RefusedAsync(() => client.CallServiceAsync("orders", token));
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/Auth/me", ada.AccessToken)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsync("/api/Auth/refresh", new { refreshToken = ada.RefreshToken })).Status);
    }

    [Theory]
    [EachProfile]
    public async Task DisabledPerson_CallsNothing_AndOthersGoOn(MeshProfile profile)
    {
        await using var mesh = await Mesh.StartAsync(profile);
        await using var upstream = await Upstream.StartAsync("orders-1");
        using var client = new IdentityClient(mesh);
        await RegisterServiceAsync(mesh, upstream);
        var (ada, token) = await (await Person.SignUpAsync(mesh, client, "ada@example.org", Password)).ForServicesAsync(client);
        var (_, othersToken) = await (await Person.SignUpAsync(mesh, client, "bob@example.org", Password)).ForServicesAsync(client);
        await Eventually.TrueAsync(async () => await client.CallServiceAsync("orders", token) is HttpStatusCode.OK, "the gateway takes the token");

        var disabled = await client.PostAsync($"/api/Auth/users/{ada.Id}/disable", key: mesh.AdminKey);

        Assert.True(disabled.Succeeded, disabled.Text);
        await RefusedAsync(() => client.CallServiceAsync("orders", token));
        Assert.Equal(HttpStatusCode.OK, await client.CallServiceAsync("orders", othersToken));
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/Auth/me", ada.AccessToken)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsync("/api/Auth/login", new { email = ada.Email, password = Password })).Status);
    }

    [Theory]
    [EachProfile]
    public async Task ApiKey_CallsAService_UntilItIsDeleted(MeshProfile profile)
    {
        await using var mesh = await Mesh.StartAsync(profile);
        await using var upstream = await Upstream.StartAsync("orders-1");
        using var client = new IdentityClient(mesh);
        await RegisterServiceAsync(mesh, upstream);

        var created = await client.PostAsync("/api/Auth/apikeys", new { name = "shop", role = "service", services = new[] { "shop" } }, key: mesh.AdminKey);
        var key = created.Of("key");
        await Eventually.TrueAsync(async () => await client.CallServiceAsync("orders", key: key) is HttpStatusCode.OK, "the gateway takes the key", Promised);

        var deleted = await client.DeleteAsync($"/api/Auth/apikeys/{key.Split('_')[1]}", key: mesh.AdminKey);

        Assert.Equal(HttpStatusCode.NoContent, deleted.Status);
        await RefusedAsync(() => client.CallServiceAsync("orders", key: key));
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/ServiceDiscovery/services", key: key)).Status);
    }

    [Theory]
    [EachProfile]
    public async Task SigningKey_Revoked_EndsItsTokensEverywhere_AndNewOnesAreTaken(MeshProfile profile)
    {
        await using var mesh = await Mesh.StartAsync(profile);
        await using var upstream = await Upstream.StartAsync("orders-1");
        using var client = new IdentityClient(mesh);
        await RegisterServiceAsync(mesh, upstream);
        var (ada, token) = await (await Person.SignUpAsync(mesh, client, "ada@example.org", Password)).ForServicesAsync(client);
        await Eventually.TrueAsync(async () => await client.CallServiceAsync("orders", token) is HttpStatusCode.OK, "the gateway takes the token");

        var rotated = await client.PostAsync("/api/Auth/signing-keys/rotate", new { revoke = true, notes = "drill" }, key: mesh.AdminKey);

        Assert.True(rotated.Succeeded, rotated.Text);
        await RefusedAsync(() => client.CallServiceAsync("orders", token));
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/Auth/me", ada.AccessToken)).Status);
        var (_, fresh) = await ada.ForServicesAsync(client);
        await Eventually.TrueAsync(async () => await client.CallServiceAsync("orders", fresh) is HttpStatusCode.OK, "the gateway takes a new token", Promised);
        var again = await Person.LogInAsync(client, ada.Email, Password);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/Auth/me", again.AccessToken)).Status);
    }

    private static async Task RegisterServiceAsync(Mesh mesh, Upstream upstream)
    {
        using var client = mesh.Client();
        await client.RegisterAsync("orders", "orders-1", upstream.Port);
        await mesh.ReachedAsync("orders");
    }

    private static Task RefusedAsync(Func<Task<HttpStatusCode>> call) =>
        Eventually.TrueAsync(async () => await call() is HttpStatusCode.Unauthorized, "the gateway refuses", Promised);
}
