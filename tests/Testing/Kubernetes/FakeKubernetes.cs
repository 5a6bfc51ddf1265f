using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ToskaMesh.Testing.Kubernetes;

/// <summary>
/// A server that answers as the API of Kubernetes documents, as far as the mesh asks: lists of Services and
/// EndpointSlices in pages, and a bearer token. And as an API server that does not work.
/// </summary>
public sealed class FakeKubernetes : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<(string Namespace, string Name), JsonObject> _services = new();
    private readonly ConcurrentDictionary<(string Namespace, string Name), JsonObject> _slices = new();
    private int _gone;

    private FakeKubernetes(X509Certificate2? certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        _app = builder.Build();
        _app.MapGet("/api/v1/services", context => ListAsync(context, "ServiceList", "v1", _services, null));
        _app.MapGet("/api/v1/namespaces/{space}/services", context => ListAsync(context, "ServiceList", "v1", _services, SpaceOf(context)));
        _app.MapGet(
            "/apis/discovery.k8s.io/v1/namespaces/{space}/endpointslices",
            context => ListAsync(context, "EndpointSliceList", "discovery.k8s.io/v1", _slices, SpaceOf(context)));
    }

    public Uri Url { get; private set; } = null!;

    /// <summary>Without it nothing is answered; null wants none.</summary>
    public string? Token { get; set; } = "";

    public KubernetesFault Fault { get; set; }

    /// <summary>A namespace whose endpoints alone answer 500.</summary>
    public string? BrokenNamespace { get; set; }

    /// <summary>All requests so far: path and query.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <param name="certificate">With it only https is answered, as by a genuine one.</param>
    public static async Task<FakeKubernetes> StartAsync(X509Certificate2? certificate = null)
    {
        var server = new FakeKubernetes(certificate);
        await server._app.StartAsync();
        server.Url = new Uri(server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return server;
    }

    /// <summary>The next continue token that is used has expired.</summary>
    public void LetOneTokenExpire() => _gone = 1;

    /// <param name="ports">Name, number and protocol of the application.</param>
    public void PutService(string space, string name, IReadOnlyDictionary<string, string> annotations, params (string Name, int Port, string? App)[] ports) =>
        _services[(space, name)] = new JsonObject
        {
            ["metadata"] = Metadata(space, name, "annotations", annotations),
            ["spec"] = new JsonObject
            {
                ["ipFamilies"] = new JsonArray("IPv4"),
                ["ports"] = new JsonArray([.. ports.Select(port => new JsonObject
                {
                    ["name"] = port.Name, ["port"] = port.Port, ["protocol"] = "TCP", ["appProtocol"] = port.App,
                })]),
            },
        };

    /// <summary>A Service that is only a name of something outside.</summary>
    public void PutExternalName(string space, string name, IReadOnlyDictionary<string, string> annotations) => _services[(space, name)] = new JsonObject
    {
        ["metadata"] = Metadata(space, name, "annotations", annotations),
        ["spec"] = new JsonObject { ["type"] = "ExternalName", ["externalName"] = "example.com" },
    };

    public void RemoveService(string space, string name) => _services.TryRemove((space, name), out _);

    /// <param name="port">Where the pods listen, under the Service's port of that name.</param>
    public void PutSlice(string space, string name, string service, (string Name, int Port) port, params FakePod[] pods) =>
        _slices[(space, name)] = new JsonObject
        {
            ["metadata"] = Metadata(space, name, "labels", new Dictionary<string, string> { ["kubernetes.io/service-name"] = service }),
            ["addressType"] = "IPv4",
            ["ports"] = new JsonArray(new JsonObject { ["name"] = port.Name, ["port"] = port.Port, ["protocol"] = "TCP" }),
            ["endpoints"] = new JsonArray([.. pods.Select(Describe)]),
        };

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static string SpaceOf(HttpContext context) => (string)context.Request.RouteValues["space"]!;

    private static JsonObject Metadata(string space, string name, string words, IReadOnlyDictionary<string, string> pairs) => new()
    {
        ["namespace"] = space,
        ["name"] = name,
        [words] = new JsonObject(pairs.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
    };

    private static JsonObject Describe(FakePod pod) => new()
    {
        ["addresses"] = new JsonArray(pod.Address),
        ["conditions"] = new JsonObject { ["ready"] = pod.Ready, ["serving"] = pod.Serving, ["terminating"] = pod.Terminating },
        ["targetRef"] = new JsonObject { ["kind"] = "Pod", ["name"] = pod.Name },
        ["zone"] = "zone-1",
    };

    private static Task RefuseAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["status"] = "Failure",
            ["message"] = "because",
            ["code"] = status,
        });
    }

    private static Task WriteAsync(HttpContext context, string text)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(text);
    }

    private async Task ListAsync(
        HttpContext context, string kind, string version, ConcurrentDictionary<(string Namespace, string Name), JsonObject> objects, string? space)
    {
        Requests.Enqueue($"{context.Request.Path}{context.Request.QueryString}");
        var from = int.Parse(context.Request.Query["continue"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture);
        var limit = int.Parse(context.Request.Query["limit"].FirstOrDefault() ?? "1000000", CultureInfo.InvariantCulture);
        if (Token is not null && context.Request.Headers.Authorization != $"Bearer {Token}")
        {
            await RefuseAsync(context, 401);
        }
        else if (RefusalOf(from, kind == "ServiceList" ? null : space) is { } status)
        {
            await RefuseAsync(context, status);
        }
        else if (Fault is KubernetesFault.Silent)
        {
            await new TaskCompletionSource().Task.WaitAsync(context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        else if (Fault is KubernetesFault.Garbage or KubernetesFault.NoList)
        {
            await WriteAsync(context, Fault is KubernetesFault.Garbage ? "{\"items\":[{" : "{}");
        }
        else
        {
            var all = objects.Where(pair => space is null || pair.Key.Namespace == space).OrderBy(pair => pair.Key).Select(pair => pair.Value).ToList();
            await WriteAsync(context, Page(kind, version, all, from, limit).ToJsonString());
        }
    }

    private int? RefusalOf(int from, string? space) => Fault switch
    {
        KubernetesFault.ServerError => 500,
        KubernetesFault.Busy => 429,
        KubernetesFault.Forbidden => 403,
        KubernetesFault.HalfAList when from > 0 => 500,
        KubernetesFault.AlwaysGone when from > 0 => 410,
        _ when from > 0 && Interlocked.Exchange(ref _gone, 0) == 1 => 410,
        _ when space is not null && space == BrokenNamespace => 500,
        _ => null,
    };

    private JsonObject Page(string kind, string version, List<JsonObject> all, int from, int limit)
    {
        var next = Fault is KubernetesFault.Endless ? "1" : from + limit < all.Count ? (from + limit).ToString(CultureInfo.InvariantCulture) : null;
        return new JsonObject
        {
            ["kind"] = kind,
            ["apiVersion"] = version,
            ["metadata"] = new JsonObject { ["resourceVersion"] = "1", ["continue"] = next },
            ["items"] = new JsonArray([.. all.Skip(from).Take(limit).Select(item => item.DeepClone())]),
        };
    }
}
