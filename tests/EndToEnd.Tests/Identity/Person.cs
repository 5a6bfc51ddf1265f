using System.Net;
using ToskaMesh.EndToEnd.Tests.Running;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.EndToEnd.Tests.Identity;

/// <summary>Somebody with an account, who has logged in.</summary>
internal sealed record Person(string Id, string Email, string Password, string AccessToken, string RefreshToken)
{
    /// <summary>Registers, takes the token out of the mail, confirms, and logs in.</summary>
    public static async Task<Person> SignUpAsync(Mesh mesh, IdentityClient client, string email, string password)
    {
        var registered = await client.PostAsync("/api/Auth/register", new { email, password, fullName = "Ada" });
        Assert.True(registered.Succeeded, registered.Text);
        var token = await new Mailbox(mesh).TokenAsync(email, "Confirm your e-mail address");
        var confirmed = await client.PostAsync("/api/Auth/email/confirm", new { email, token });
        Assert.True(confirmed.Succeeded, confirmed.Text);
        return await LogInAsync(client, email, password);
    }

    public static async Task<Person> LogInAsync(IdentityClient client, string email, string password)
    {
        var answer = await client.PostAsync("/api/Auth/login", new { email, password });
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return new Person(answer.Of("userId"), email, password, answer.Of("accessToken"), answer.Of("refreshToken"));
    }

    /// <summary>Spends the refresh token for a token that gateways take.</summary>
    public async Task<(Person Person, string ServicesToken)> ForServicesAsync(IdentityClient client)
    {
        var answer = await client.PostAsync("/api/Auth/refresh", new { refreshToken = RefreshToken, audience = Audiences.Services });
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return (this with { RefreshToken = answer.Of("refreshToken") }, answer.Of("accessToken"));
    }
}
