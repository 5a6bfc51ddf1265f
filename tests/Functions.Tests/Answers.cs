using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace ToskaMesh.Functions.Tests;

/// <summary>Talks to the control plane as its clients do: with a Content-Length, and reading JSON.</summary>
internal static class Answers
{
    public static async Task<HttpResponseMessage> PostJsonAsync(this HttpClient client, string path, string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new("application/json");
        return await client.PostAsync(path, content, TestContext.Current.CancellationToken);
    }

    public static Task<HttpResponseMessage> PostAsync(this HttpClient client, string path) =>
        client.PostAsync(path, null, TestContext.Current.CancellationToken);

    public static Task<HttpResponseMessage> ReadAsync(this HttpClient client, string path) =>
        client.GetAsync(path, TestContext.Current.CancellationToken);

    /// <summary>The body, after the status was as expected.</summary>
    public static async Task<JsonNode> JsonAsync(this Task<HttpResponseMessage> pending, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await pending;
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(expected == response.StatusCode, $"{(int)response.StatusCode}: {text}");
        var isProblem = (int)expected >= 400 && response.Content.Headers.ContentType?.MediaType == "application/problem+json";
        Assert.True(isProblem || response.Content.Headers.ContentType?.MediaType == "application/json");
        return JsonNode.Parse(text)!;
    }

    public static IEnumerable<string?> Pointers(this JsonNode problem) =>
        problem["errors"]!.AsArray().Select(error => (string?)error!["pointer"]);
}
