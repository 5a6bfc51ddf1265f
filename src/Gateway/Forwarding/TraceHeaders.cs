using System.Diagnostics;
using System.Net.Http.Headers;

namespace ToskaMesh.Gateway.Forwarding;

/// <summary>
/// Passes on the trace (W3C Trace Context), and the correlation id. Written here and not by the HTTP client's own
/// propagation, which costs another handler per request. Where spans are recorded there is an activity, and this gateway
/// becomes the parent; otherwise the caller's headers go on as they came, since a parent that nobody recorded breaks the
/// trace, and one that says "not sampled" keeps the services behind from recording theirs.
/// </summary>
internal static class TraceHeaders
{
    private const string Parent = "traceparent";
    private const string State = "tracestate";

    public static void Write(HttpContext context, HttpRequestHeaders headers)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } activity)
        {
            Set(context, headers, Parent, id);
            if (activity.TraceStateString is { Length: > 0 } state)
            {
                Set(context, headers, State, state);
            }
        }

        Set(context, headers, CorrelationId.Header, context.TraceIdentifier);
    }

    private static void Set(HttpContext context, HttpRequestHeaders headers, string name, string value)
    {
        // The server's header collection answers this faster than the client's removes nothing.
        if (context.Request.Headers.ContainsKey(name))
        {
            headers.Remove(name);
        }

        headers.TryAddWithoutValidation(name, value);
    }
}
