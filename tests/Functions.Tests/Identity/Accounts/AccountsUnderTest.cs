using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using ToskaMesh.Functions.Identity.Audit;
using ToskaMesh.Functions.Identity.Mail;
using ToskaMesh.Functions.Identity.Passwords;
using ToskaMesh.Functions.Identity.Sessions;
using ToskaMesh.Functions.Store;
using ToskaMesh.Functions.Ticking;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Mail;
using ToskaMesh.Shared.Identity.Passwords;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Tests.Identity.Accounts;

/// <summary>The function app with the accounts' own store, counted password checks, and mails that are kept.</summary>
internal sealed class AccountsUnderTest : IAsyncDisposable
{
    public const string Password = "marked plum tram 47";

    private AccountsUnderTest(ControlPlaneUnderTest mesh, CountingHasher hasher, RecordingSender mails, RecordingLogs logs) =>
        (Mesh, Hasher, Mails, Logs) = (mesh, hasher, mails, logs);

    public ControlPlaneUnderTest Mesh { get; }

    public CountingHasher Hasher { get; }

    public RecordingSender Mails { get; }

    public RecordingLogs Logs { get; }

    public ISecurityAudit Audit => Mesh.Services.GetRequiredService<ISecurityAudit>();

    public static Task<AccountsUnderTest> StartAsync(IDbContextFactory<MeshDbContext>? store = null, params string[] settings) =>
        StartAsync(new CountingHasher(new BCryptPasswordHasher(4, 4)), store, settings);

    public static async Task<AccountsUnderTest> StartAsync(CountingHasher hasher, IDbContextFactory<MeshDbContext>? store = null, params string[] settings)
    {
        var mails = new RecordingSender();
        var logs = new RecordingLogs();
        var mesh = await ControlPlaneUnderTest.StartAsync(
            services =>
            {
                services.Replace(ServiceDescriptor.Singleton<IPasswordHasher>(hasher));
                services.Replace(ServiceDescriptor.Singleton<IEmailSender>(mails));
                services.Replace(ServiceDescriptor.Singleton<ISecurityAudit, EfSecurityAudit>());
                services.Replace(ServiceDescriptor.Singleton<IRevokedSessions>(provider => new CachedRevokedSessions(
                    provider.GetRequiredService<EfRevokedSessions>(),
                    provider.GetRequiredService<StoreGenerations>(),
                    provider.GetRequiredService<TimeProvider>())));
                services.AddSingleton<ILoggerProvider>(logs);
                services.Configure<LoggerFilterOptions>(options => options.AddFilter<RecordingLogs>(null, LogLevel.Trace));
                if (store is not null)
                {
                    services.Replace(ServiceDescriptor.Singleton(store));
                }
            },
            settings);
        return new AccountsUnderTest(mesh, hasher, mails, logs);
    }

    /// <summary>The secret of the file that was made for the first Admin.</summary>
    public string BootstrapSecret() => File.ReadAllText(Path.Combine(Mesh.DataDirectory, ToskaMesh.Functions.Identity.Accounts.BootstrapSecret.FileName)).Trim();

    /// <summary>An account whose address is confirmed.</summary>
    public async Task RegisterAsync(string email, string password = Password)
    {
        await PostAsync("register", $$"""{"email":"{{email}}","password":"{{password}}","fullName":"Some Body"}""").JsonAsync(HttpStatusCode.Accepted);
        await PostAsync("email/confirm", $$"""{"email":"{{email}}","token":"{{await TokenAsync(email)}}"}""").JsonAsync();
    }

    public async Task RegisterAdminAsync(string email)
    {
        // Anything that waits for the store makes the file.
        await PostAsync("refresh", """{"refreshToken":"x"}""").JsonAsync(HttpStatusCode.Unauthorized);
        await PostAsync("register", $$"""{"email":"{{email}}","password":"{{Password}}","fullName":"The Boss","bootstrapSecret":"{{BootstrapSecret()}}"}""")
            .JsonAsync(HttpStatusCode.Accepted);
    }

    /// <summary>The token of the newest mail to the address that has one: notices of the same millisecond may come after it.</summary>
    public async Task<string> TokenAsync(string email)
    {
        await TickAsync();
        return Mails.Sent.Where(mail => mail.To.Value == email)
            .Select(mail => System.Text.RegularExpressions.Regex.Match(mail.Text, "\"token\": \"([^\"]+)\""))
            .Last(token => token.Success).Groups[1].Value;
    }

    /// <summary>The turns of the clock that are about accounts.</summary>
    public async Task TickAsync()
    {
        foreach (var part in Mesh.Services.GetServices<ITickPart>().Where(part => part is SendMails or SessionPurge))
        {
            await part.RunAsync(TestContext.Current.CancellationToken);
        }
    }

    public Task<JsonNode> LoginAsync(string email, string password = Password, string more = "") =>
        PostAsync("login", $$"""{"email":"{{email}}","password":"{{password}}"{{more}}}""").JsonAsync();

    public Task<HttpResponseMessage> TryLoginAsync(string email, string password) =>
        PostAsync("login", $$"""{"email":"{{email}}","password":"{{password}}"}""");

    public Task<HttpResponseMessage> RefreshAsync(JsonNode grant, string more = "") =>
        PostAsync("refresh", $$"""{"refreshToken":"{{grant["refreshToken"]}}"{{more}}}""");

    public Task<HttpResponseMessage> PostAsync(string path, string body) => Mesh.Anonymous.PostJsonAsync($"api/Auth/{path}", body);

    /// <summary>A client that shows the grant's access token.</summary>
    public HttpClient As(JsonNode grant)
    {
        var client = Mesh.Client(null);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)grant["accessToken"]!);
        return client;
    }

    public async Task<IReadOnlyList<SecurityEvent>> EventsAsync(string? action = null) =>
        (await Audit.ListAsync(new AuditFilter(action), new PageRequest(PageRequest.MaxLimit), TestContext.Current.CancellationToken)).Items;

    public async ValueTask DisposeAsync()
    {
        await Mesh.DisposeAsync();
        Hasher.Dispose();
        Logs.Dispose();
    }
}
