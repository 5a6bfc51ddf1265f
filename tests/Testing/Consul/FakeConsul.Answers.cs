using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ToskaMesh.Testing.Consul;

public sealed partial class FakeConsul
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    private void Map()
    {
        _app.MapGet("/v1/catalog/services", context => ReadAsync(context, () => _state.Index, ListServices));
        _app.MapGet(
            "/v1/health/service/{service}",
            context => ReadAsync(context, () => _state.IndexOf(ServiceOf(context)), () => DescribeHealth(context)));
        _app.MapGet("/v1/agent/services", context => WriteAsync(context, DescribeAgentServices()));
        _app.MapGet("/v1/agent/checks", context => WriteAsync(context, DescribeAgentChecks()));
        _app.MapPut("/v1/agent/service/register", RegisterAsync);
        _app.MapPut("/v1/agent/service/deregister/{id}", DeregisterAsync);
        _app.MapPut("/v1/agent/check/update/{id}", UpdateCheckAsync);
    }

    private async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        Requests.Enqueue($"{request.Method} {request.Path}{request.QueryString}");
        switch (Fault)
        {
            case ConsulFault.ServerError:
                context.Response.StatusCode = 500;
                await context.Response.WriteAsync("No cluster leader");
                break;
            case ConsulFault.Silent:
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case ConsulFault.Garbage:
                context.Response.Headers["X-Consul-Index"] = "11";
                await context.Response.WriteAsync("{\"web\": [");
                break;
            default:
                if (Token is null || request.Headers["X-Consul-Token"] == Token)
                {
                    await next(context);
                    break;
                }

                context.Response.StatusCode = 403;
                await context.Response.WriteAsync("ACL not found");
                break;
        }
    }

    private static string ServiceOf(HttpContext context) => (string)context.Request.RouteValues["service"]!;

    /// <summary>At once, or when the index moved or the wait is over where the caller says which index it has.</summary>
    private async Task ReadAsync(HttpContext context, Func<ulong> index, Func<JsonNode> read)
    {
        if (BrokenService is not null && BrokenService == context.Request.RouteValues["service"] as string)
        {
            context.Response.StatusCode = 500;
            return;
        }

        await WaitAsync(context, index);
        JsonNode body;
        lock (_state.Gate)
        {
            _state.LetTimePass();
            body = read();
            if (Fault is not ConsulFault.NoIndex)
            {
                context.Response.Headers["X-Consul-Index"] = $"{index()}";
            }
        }

        await WriteAsync(context, body);
    }

    private async Task WaitAsync(HttpContext context, Func<ulong> index)
    {
        var query = context.Request.Query;
        if (!ulong.TryParse(query["index"], out var known) || known == 0)
        {
            return;
        }

        using var over = new CancellationTokenSource(ConsulDuration.Parse(query["wait"]) ?? LongestWait, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, context.RequestAborted);
        while (!either.IsCancellationRequested)
        {
            Task changed;
            lock (_state.Gate)
            {
                if (index() != known)
                {
                    return;
                }

                changed = _state.Changed;
            }

            await changed.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WriteAsync(HttpContext context, JsonNode body)
    {
        context.Response.Headers["X-Consul-KnownLeader"] = Fault is ConsulFault.NoLeader ? "false" : "true";
        context.Response.Headers["X-Consul-LastContact"] = "0";
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body.ToJsonString());
    }

    private JsonObject ListServices()
    {
        var visible = MayReadNothing ? [] : _state.Instances;
        return new JsonObject(visible.GroupBy(instance => instance.Service).Select(group => KeyValuePair.Create<string, JsonNode?>(
            group.Key, Strings(group.SelectMany(instance => instance.Tags).Distinct()))));
    }

    private JsonArray DescribeHealth(HttpContext context)
    {
        var tags = context.Request.Query["tag"].ToArray();
        var found = _state.Instances.Where(instance => instance.Service == ServiceOf(context) && tags.All(tag => instance.Tags.Contains(tag!)));
        return new JsonArray([.. found.Select(instance => new JsonObject
        {
            ["Node"] = new JsonObject { ["Node"] = instance.Node, ["Address"] = "10.99.0.1", ["Datacenter"] = "dc1" },
            ["Service"] = Describe(instance),
            ["Checks"] = new JsonArray([.. instance.Checks.Select(check => Describe(instance, check))]),
        })]);
    }

    private JsonObject DescribeAgentServices() =>
        new(OfAgent().Select(instance => KeyValuePair.Create<string, JsonNode?>(instance.Id, Describe(instance))));

    private JsonObject DescribeAgentChecks() =>
        new(OfAgent().SelectMany(instance => instance.Checks.Select(check => KeyValuePair.Create<string, JsonNode?>(check.Id, Describe(instance, check)))));

    private static JsonObject Describe(ConsulInstance instance) => new()
    {
        ["Kind"] = instance.Kind,
        ["ID"] = instance.Id,
        ["Service"] = instance.Service,
        ["Tags"] = Strings(instance.Tags),
        ["Meta"] = new JsonObject(instance.Meta.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value))),
        ["Port"] = instance.Port,
        ["Address"] = instance.Address,
        ["EnableTagOverride"] = false,
    };

    private static JsonObject Describe(ConsulInstance instance, ConsulCheck check) => new()
    {
        ["Node"] = instance.Node,
        ["CheckID"] = check.Id,
        ["Name"] = check.Name,
        ["Status"] = check.Status,
        ["Notes"] = "",
        ["Output"] = check.Output,
        ["ServiceID"] = instance.Id,
        ["ServiceName"] = instance.Service,
        ["ServiceTags"] = Strings(instance.Tags),
        ["Type"] = check.Ttl is null ? "http" : "ttl",
    };

    private async Task RegisterAsync(HttpContext context)
    {
        var body = (await JsonNode.ParseAsync(context.Request.Body))!;
        var id = (string?)body["ID"] ?? (string)body["Name"]!;
        var check = body["Check"];
        Put(new ConsulInstance((string)body["Name"]!, id, (string?)body["Address"] ?? "", (int?)body["Port"] ?? 0)
        {
            Tags = [.. body["Tags"]?.AsArray().Select(tag => (string)tag!) ?? []],
            Meta = body["Meta"]?.Deserialize<Dictionary<string, string>>() ?? [],
            Checks = check is null ? [] : [ReadCheck(check, id)],
        });
    }

    private ConsulCheck ReadCheck(JsonNode check, string id) =>
        new((string?)check["CheckID"] ?? $"service:{id}", (string?)check["Name"] ?? "Service check", (string?)check["Status"] ?? "critical")
        {
            Ttl = ConsulDuration.Parse((string?)check["TTL"]),
            DeregisterAfter = ConsulDuration.Parse((string?)check["DeregisterCriticalServiceAfter"]),
            Since = _time.GetUtcNow(),
        };

    private async Task DeregisterAsync(HttpContext context)
    {
        var id = (string)context.Request.RouteValues["id"]!;
        bool isThere;
        lock (_state.Gate)
        {
            isThere = _state.Remove(ConsulInstance.AgentNode, id);
        }

        await NotFoundUnlessAsync(context, isThere, $"Unknown service ID \"{id}\". Ensure that the service ID is passed, not the service name.");
    }

    private async Task UpdateCheckAsync(HttpContext context)
    {
        var id = (string)context.Request.RouteValues["id"]!;
        var body = (await JsonNode.ParseAsync(context.Request.Body))!;
        ConsulInstance? holder;
        lock (_state.Gate)
        {
            _state.LetTimePass();
            holder = _state.Instances.FirstOrDefault(instance => instance.Checks.Any(check => check.Id == id && check.Ttl is not null));
            if (holder is not null)
            {
                _state.Put(holder with { Checks = [.. holder.Checks.Select(check => check.Id == id ? Update(check, body) : check)] });
            }
        }

        await NotFoundUnlessAsync(context, holder is not null, $"Unknown check ID \"{id}\". Ensure that the check ID is passed, not the check name.");
    }

    private ConsulCheck Update(ConsulCheck check, JsonNode body)
    {
        var status = (string)body["Status"]!;
        var isStill = status == "critical" && check.Status == "critical";
        return check with { Status = status, Output = (string?)body["Output"] ?? "", Since = isStill ? check.Since : _time.GetUtcNow() };
    }

    private static async Task NotFoundUnlessAsync(HttpContext context, bool isThere, string sentence)
    {
        if (!isThere)
        {
            context.Response.StatusCode = 404;
            await context.Response.WriteAsync(sentence);
        }
    }

    private static JsonArray Strings(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode?)text)]);
}
