using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace ToskaMesh.Functions.Tests.Configuration.Secrets;

/// <summary>Answers as Azure Key Vault does: whoever has no token is told where to get one.</summary>
internal sealed class StubVault : HttpMessageHandler
{
    public Dictionary<string, JsonObject> Secrets { get; } = [];

    public int Reads { get; private set; }

    public HttpStatusCode? Failure { get; set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(Answer(request));

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) => Answer(request);

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        if (request.Headers.Authorization is null)
        {
            var challenge = new HttpResponseMessage(HttpStatusCode.Unauthorized) { Content = new StringContent("") };
            challenge.Headers.WwwAuthenticate.Add(
                new AuthenticationHeaderValue("Bearer", "authorization=\"https://login.example.org/tenant\", resource=\"https://vault.azure.net\""));
            return challenge;
        }

        Reads++;
        var name = request.RequestUri!.AbsolutePath.Split('/')[2];
        return Failure is { } failure ? Json(failure, new JsonObject { ["error"] = new JsonObject { ["code"] = "Broken", ["message"] = "m4rked" } })
            : Secrets.TryGetValue(name, out var secret) ? Json(HttpStatusCode.OK, secret.DeepClone())
            : Json(HttpStatusCode.NotFound, new JsonObject { ["error"] = new JsonObject { ["code"] = "SecretNotFound", ["message"] = "none" } });
    }

    private static HttpResponseMessage Json(HttpStatusCode status, JsonNode body) =>
        new(status) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
}
