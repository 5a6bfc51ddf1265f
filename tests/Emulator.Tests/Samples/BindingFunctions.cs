using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Http;

namespace ToskaMesh.Emulator.Tests.Samples;

public static class BindingFunctions
{
    [Function("Values")]
    public static string Values(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "values/{number}/{id}/{colour?}")] HttpRequestData request,
        int number, Guid id, Colour? colour, bool? flag, string? text, int limit = 7) =>
        $"{number} {id} {colour} {flag} {text} {limit}";

    [Function("Needed")]
    public static string Needed([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request, int missing) => $"{missing}";

    [Function("Body")]
    public static string Body([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequestData request, [FromBody] Order order) => $"{order}";

    [Function("Poco")]
    public static string Poco([HttpTrigger(AuthorizationLevel.Anonymous, "post")] Order order) => $"{order}";

    [Function("Text")]
    public static string Text([HttpTrigger(AuthorizationLevel.Anonymous, "post")] string body) => $"text {body}";

    [Function("Converted")]
    public static string Converted(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request, [InputConverter(typeof(UpperCaseConverter))] string name) => name;

    [Function("Context")]
    public static string Context(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "context/{id}")] HttpRequestData request, FunctionContext context, CancellationToken cancellationToken) =>
        JsonSerializer.Serialize(new
        {
            context.FunctionDefinition.Name,
            context.FunctionDefinition.EntryPoint,
            IdKnown = context.FunctionId == context.FunctionDefinition.Id,
            Same = request.FunctionContext == context && context.CancellationToken == cancellationToken,
            Parameters = context.FunctionDefinition.Parameters.Select(p => p.Name),
            Inputs = context.FunctionDefinition.InputBindings.Values.Select(b => $"{b.Name} {b.Type} {b.Direction}"),
            Outputs = context.FunctionDefinition.OutputBindings.Values.Select(b => $"{b.Name} {b.Type} {b.Direction}"),
            Id = context.BindingContext.BindingData["ID"],
            context.TraceContext.TraceParent,
            context.TraceContext.TraceState,
            context.RetryContext.RetryCount,
            HasInvocationId = Guid.TryParse(context.InvocationId, out _),
        });

    [Function("Request")]
    public static async Task<string> Request([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) =>
        JsonSerializer.Serialize(new
        {
            Tags = request.Query.GetValues("tag"),
            Header = request.Headers.TryGetValues("x-many", out var values) ? string.Join('|', values) : null,
            Cookies = request.Cookies.Select(c => $"{c.Name}={c.Value}"),
            Url = request.Url.PathAndQuery,
            request.Body.CanSeek,
            Text = await request.ReadAsStringAsync(),
            request.Body.Position,
        });

    [Function("ReadJson")]
    public static async Task<string> ReadJson([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequestData request)
    {
        try
        {
            return $"{await request.ReadFromJsonAsync<Order>()}";
        }
        catch (AggregateException exception)
        {
            return exception.InnerException!.GetType().Name;
        }
    }
}
