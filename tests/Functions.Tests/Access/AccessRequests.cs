using System.Net.Http.Json;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using ToskaMesh.Functions.Http;

namespace ToskaMesh.Functions.Tests.Access;

/// <summary>
/// A request to each function that gets as far as to the question of who asks: about the service <c>orders</c>, its
/// instance <c>orders-1</c>, and a command to it.
/// </summary>
internal sealed class AccessRequests(HttpClient admin)
{
    public const string Service = "orders";

    private const string Registration = """{"serviceName":"orders","serviceId":"orders-1","address":"127.0.0.1","port":9000}""";

    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["AcknowledgeConfiguration"] = """{"instanceId":"orders-1","name":"db","version":1,"applied":true}""",
        ["GatewayObservations"] = """{"gateway":"edge-1"}""",
        ["MaintainInstance"] = """{"enabled":false}""",
        ["RegisterInstance"] = Registration,
        ["ReplaceInstanceMetadata"] = """{"metadata":{}}""",
        ["ReplyToCommand"] = """{"serviceId":"orders-1","succeeded":true}""",
        ["ReportInstanceHealth"] = """{"status":"healthy"}""",
        ["RequestCommand"] = """{"command":"reindex"}""",
    };

    private static readonly Dictionary<string, string> Queries = new()
    {
        ["EffectiveConfiguration"] = "?service=orders",
        ["FetchPendingCommands"] = "?serviceId=orders-1",
    };

    private static readonly string[] AboutACommand = ["GetCommand", "ReplyToCommand"];

    /// <summary>Makes what the request is about anew, since the last one may have taken it away.</summary>
    public async Task<HttpRequestMessage> NewAsync(HttpFunction function)
    {
        await AskAsync("api/ServiceRegistration/register", Registration);
        var id = AboutACommand.Contains(function.Name) ? await NewCommandAsync() : Guid.NewGuid().ToString();
        var path = function.Route.IsCatchAll ? "nowhere" : function.Route.Parameters.Aggregate(
            function.Route.Text, (text, parameter) => text.Replace($"{{{parameter}}}", Value(parameter, id), StringComparison.Ordinal));
        return new HttpRequestMessage(new HttpMethod(function.Methods[0]), path + Queries.GetValueOrDefault(function.Name))
        {
            Content = Bodies.GetValueOrDefault(function.Name) is { } body ? Json(body) : null,
        };
    }

    private static string Value(string parameter, string id) => parameter switch
    {
        "service" or "serviceName" => Service,
        "serviceId" => "orders-1",
        _ => id,
    };

    private static StringContent Json(string body) => new(body, Encoding.UTF8, MediaTypeNames.Application.Json);

    private async Task<string> NewCommandAsync()
    {
        using var response = await AskAsync($"api/Commands/{Service}", Bodies["RequestCommand"]);
        var command = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return command.GetProperty("id").GetString()!;
    }

    private async Task<HttpResponseMessage> AskAsync(string path, string body)
    {
        var response = await admin.PostAsync(new Uri(path, UriKind.Relative), Json(body), TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode}");
        return response;
    }
}
