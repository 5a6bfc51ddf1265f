using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ToskaMesh.Functions.Identity;
using ToskaMesh.Functions.Identity.Audit;
using ToskaMesh.Functions.Identity.Sessions;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Functions.Tests.Identity;

/// <summary>The function app with its own store of identities, and a clock of the test's.</summary>
internal sealed class IdentityUnderTest : IAsyncDisposable
{
    private IdentityUnderTest(ControlPlaneUnderTest mesh) => Mesh = mesh;

    public ControlPlaneUnderTest Mesh { get; }

    public static Task<IdentityUnderTest> StartAsync(params string[] settings) => StartAsync(_ => { }, settings);

    public static async Task<IdentityUnderTest> StartAsync(Action<IServiceCollection> configure, params string[] settings) => new(await ControlPlaneUnderTest.StartAsync(
        services =>
        {
            services.Replace(ServiceDescriptor.Singleton<IStoreGate, StoreGate>());
            services.Replace(ServiceDescriptor.Singleton<IApiKeyStore>(provider => new CachedApiKeyStore(
                provider.GetRequiredService<EfApiKeyStore>(), provider.GetRequiredService<TimeProvider>())));
            services.Replace(ServiceDescriptor.Singleton<ISecurityAudit, EfSecurityAudit>());
            services.Replace(ServiceDescriptor.Singleton<IRevokedSessions>(provider => provider.GetRequiredService<EfRevokedSessions>()));
            configure(services);
        },
        settings));

    public T Get<T>()
        where T : notnull => Mesh.Services.GetRequiredService<T>();

    /// <summary>The answer that has the key and its id.</summary>
    public async Task<(string Key, string Id)> CreateKeyAsync(string body)
    {
        var answer = await Mesh.Admin.PostJsonAsync("api/Auth/apikeys", body).JsonAsync(System.Net.HttpStatusCode.Created);
        return ((string)answer["key"]!, (string)answer["apiKey"]!["id"]!);
    }

    public async Task<(string Id, string Secret)> CreateClientAsync(string body)
    {
        var answer = await Mesh.Admin.PostJsonAsync("api/Auth/clients", body).JsonAsync(System.Net.HttpStatusCode.Created);
        return ((string)answer["clientId"]!, (string)answer["clientSecret"]!);
    }

    public async Task<User> AddUserAsync(string email, bool isConfirmed = true)
    {
        await Get<IStoreGate>().EnsureReadyAsync(TestContext.Current.CancellationToken);
        var now = Mesh.Time.GetUtcNow();
        var user = new User
        {
            Id = Guid.CreateVersion7(now),
            Email = EmailAddress.Parse(email),
            FullName = "Some Body",
            EmailConfirmed = isConfirmed,
            CreatedAt = now,
        };
        await Get<IUserStore>().AddAsync(new NewUser { User = user }, TestContext.Current.CancellationToken);
        return user;
    }

    /// <summary>Posts a form, as a client that sends id and secret by Basic where there is a secret.</summary>
    public async Task<HttpResponseMessage> FormAsync(string path, (string Id, string Secret)? client, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        if (client is { } basic)
        {
            var text = $"{Uri.EscapeDataString(basic.Id)}:{Uri.EscapeDataString(basic.Secret)}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text)));
        }

        return await Mesh.Anonymous.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<string> TokenAsync((string Id, string Secret) client, params (string Name, string Value)[] fields)
    {
        var answer = await FormAsync("oauth/token", client, [("grant_type", "client_credentials"), .. fields]).JsonAsync();
        return (string)answer["access_token"]!;
    }

    public async Task<JsonArray> AuditAsync(string query) => (await Mesh.Admin.ReadAsync($"api/Auth/audit?{query}").JsonAsync()).AsArray();

    public ValueTask DisposeAsync() => Mesh.DisposeAsync();
}
