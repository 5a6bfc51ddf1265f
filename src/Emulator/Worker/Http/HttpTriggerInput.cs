using System.Collections.Specialized;
using System.Text.Json;
using System.Web;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Emulator.Worker.Invocation;

namespace ToskaMesh.Emulator.Worker.Http;

/// <summary>An HTTP request as a trigger brings it.</summary>
internal sealed class HttpTriggerInput(RouteValueDictionary routeValues) : TriggerInput, IHttpRequestDataFeature
{
    private InvocationHttpRequest? _request;
    private Dictionary<string, object?>? _metadata;
    private NameValueCollection? _query;

    public required string Method { get; init; }

    /// <summary>Absolute, with its escapes.</summary>
    public required string Url { get; init; }

    public required string QueryString { get; init; }

    /// <summary>A repeated header's values are joined with commas.</summary>
    public required HttpHeadersCollection Headers { get; init; }

    public required byte[] Body { get; init; }

    public override object? Value => _request;

    public override IReadOnlyDictionary<string, object?> Metadata => _metadata ??= BindingData();

    public override string? TraceParent => Header("traceparent");

    public override string? TraceState => Header("tracestate");

    /// <summary>The route, then the query: without making all of the binding data, which few functions ask for.</summary>
    public override object? Find(string name) =>
        routeValues.TryGetValue(name, out var value) ? value
        : QueryString.Length > 1 ? (_query ??= HttpUtility.ParseQueryString(QueryString))[name]
        : null;

    public override void Attach(InvocationContext context)
    {
        _request = new InvocationHttpRequest(context, this);
        context.Features.Set<IHttpRequestDataFeature>(this);
    }

    public ValueTask<HttpRequestData?> GetHttpRequestDataAsync(FunctionContext context) => new(_request);

    private string? Header(string name) => Headers.TryGetValues(name, out var values) ? values.First() : null;

    /// <summary>Route values win over query values of the same name; <c>Query</c> and <c>Headers</c> are JSON, as the genuine host has them.</summary>
    private Dictionary<string, object?> BindingData()
    {
        var query = _query ??= HttpUtility.ParseQueryString(QueryString);
        var queryByName = query.AllKeys.OfType<string>().ToDictionary(k => k, k => query[k]);
        var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Query"] = JsonSerializer.Serialize(queryByName),
            ["Headers"] = JsonSerializer.Serialize(Headers.ToDictionary(h => h.Key, h => string.Join(",", h.Value))),
        };
        foreach (var (name, value) in queryByName)
        {
            data[name] = value;
        }

        foreach (var (name, value) in routeValues)
        {
            data[name] = value;
        }

        return data;
    }
}
