using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.Limits;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.OpenApi;

/// <summary>Describes one function.</summary>
internal sealed class OpenApiOperation(HttpFunction function, OpenApiSchemas schemas)
{
    private readonly OperationAttribute? _operation = function.Method.GetCustomAttribute<OperationAttribute>();

    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["operationId"] = function.Name,
            ["summary"] = _operation?.Summary,
            ["parameters"] = new JsonArray([.. Parameters()]),
            ["responses"] = Responses(),
        };
        if (_operation?.Body is { } body)
        {
            json["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content("application/json", schemas.OfBody(body)) };
        }

        if (_operation?.Form is { } form)
        {
            json["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["content"] = Content("application/x-www-form-urlencoded", schemas.OfBody(form)),
            };
        }

        if (function.Access is AccessLevel.Anonymous)
        {
            json["security"] = new JsonArray();
        }
        else if (function.Access is AccessLevel.User)
        {
            json["security"] = new JsonArray(new JsonObject { ["bearer"] = new JsonArray() });
        }

        return json;
    }

    private IEnumerable<JsonObject> Parameters()
    {
        foreach (var name in function.Route.Parameters)
        {
            yield return Parameter(name, "path", new JsonObject { ["type"] = "string" });
        }

        if (_operation is { IsList: true } or { IsFiltered: true })
        {
            yield return Parameter("tag", "query", new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } });
            yield return Parameter("zone", "query", new JsonObject { ["type"] = "string" });
        }

        if (_operation is { IsOfStatus: true })
        {
            yield return Parameter("status", "query", new JsonObject { ["enum"] = new JsonArray([.. Enum.GetNames<HealthStatus>()]) });
        }

        foreach (var name in _operation?.Query ?? [])
        {
            yield return Parameter(name, "query", new JsonObject { ["type"] = "string" });
        }

        if (_operation is { IsList: true } or { IsPaged: true })
        {
            yield return Parameter("limit", "query", new JsonObject
            {
                ["type"] = "integer",
                ["minimum"] = 1,
                ["maximum"] = PageRequest.MaxLimit,
                ["default"] = PageRequest.DefaultLimit,
            });
            yield return Parameter(NextPage.Parameter, "query", new JsonObject { ["type"] = "string" });
        }
    }

    private JsonObject Responses()
    {
        var responses = new JsonObject();
        var declared = function.Method.GetCustomAttributes<AnswersAttribute>().ToDictionary(answer => answer.Status, answer => answer.Type);
        foreach (var status in declared.Keys.Union(CommonStatuses()).Order())
        {
            responses[status.ToString(CultureInfo.InvariantCulture)] = Response(status, declared.GetValueOrDefault(status));
        }

        return responses;
    }

    private IEnumerable<int> CommonStatuses()
    {
        IEnumerable<int> statuses = function.Access is AccessLevel.Anonymous ? [411, 413, 500] : [400, 401, 411, 413, 500, 503];
        return RateLimitRules.IsLimited(function) ? statuses.Append((int)HttpStatusCode.TooManyRequests) : statuses;
    }

    private JsonObject Response(int status, Type? type)
    {
        var response = new JsonObject { ["description"] = ((HttpStatusCode)status).ToString() };
        if (type is not null)
        {
            response["content"] = Content("application/json", schemas.Of(type));
        }
        else if (status >= 400)
        {
            response["content"] = Content(Problem.ContentType, schemas.Of(typeof(Problem)));
        }

        return response;
    }

    private static JsonObject Parameter(string name, string place, JsonObject schema) =>
        new() { ["name"] = name, ["in"] = place, ["required"] = place == "path", ["schema"] = schema };

    private static JsonObject Content(string type, JsonObject schema) => new() { [type] = new JsonObject { ["schema"] = schema } };
}
