using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ToskaMesh.EndToEnd.Tests.Running;
using ToskaMesh.Testing.Processes;

namespace ToskaMesh.EndToEnd.Tests;

/// <summary>An OAuth client library of another language against the app as it runs. <c>scripts/servers.sh install</c> installs it.</summary>
public sealed class OpenIdClientTests
{
    private const string Account = """{"email":"ann@example.org","password":"marked plum tram 47"}""";

    [Fact]
    public async Task OpenIdClient_Unchanged_GetsRefreshesIntrospectsAndRevokesTokens()
    {
        Installed.Require("node");
        var folder = Path.Combine(Built.Repository, ".toska", "interop");
        Installed.RequireFolder(Path.Combine(folder, "node_modules", "openid-client"));
        await using var mesh = await Mesh.StartAsync(MeshProfile.Embedded);
        using var http = new HttpClient { BaseAddress = mesh.FunctionsAddress };
        http.DefaultRequestHeaders.Add("X-API-Key", mesh.AdminKey);
        var client = await PostAsync(http, "api/Auth/clients", """{"name":"tour","role":"service","services":["tour"],"scopes":["tour:read"]}""");

        await using var node = ChildProcess.Start(
            "node",
            [Path.Combine(Built.Repository, "tests", "interop", "openid_client.mjs"), folder, mesh.FunctionsAddress.AbsoluteUri.TrimEnd('/')],
            new Dictionary<string, string>
            {
                ["CLIENT_ID"] = (string)client["clientId"]!,
                ["CLIENT_SECRET"] = (string)client["clientSecret"]!,
                ["REFRESH_TOKEN"] = await LoginAsync(http, mesh),
            });
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(node.ExitCode == 0, node.Output);
    }

    private static async Task<string> LoginAsync(HttpClient http, Mesh mesh)
    {
        var registration = JsonNode.Parse(Account)!.AsObject();
        registration["fullName"] = "Ann";
        registration["bootstrapSecret"] = mesh.BootstrapSecret;
        await PostAsync(http, "api/Auth/register", registration.ToJsonString());
        return (string)(await PostAsync(http, "api/Auth/login", Account))["refreshToken"]!;
    }

    private static async Task<JsonNode> PostAsync(HttpClient http, string path, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(path, content, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;
    }
}
