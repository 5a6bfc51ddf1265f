using System.Buffers;
using System.Diagnostics;
using Microsoft.Extensions.Primitives;

namespace ToskaMesh.Gateway.Forwarding;

/// <summary>
/// The id that ties together the lines of one request in everybody's logs. The caller's is kept if it is harmless;
/// otherwise the trace id serves, so that logs and traces find each other, or a new one where there is no trace. It is
/// the request's trace identifier here.
/// </summary>
internal static class CorrelationId
{
    public const string Header = "X-Correlation-ID";

    private const int MaxLength = 128;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:/+=");

    public static void Assign(HttpContext context) =>
        context.TraceIdentifier = Sane(context.Request.Headers[Header]) ?? TraceId(context.Request.Headers.TraceParent).ToHexString();

    /// <summary>Puts it on the answer, over whatever a service has put there.</summary>
    public static void Answer(HttpContext context) => context.Response.Headers[Header] = context.TraceIdentifier;

    private static ActivityTraceId TraceId(StringValues parent)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity)
        {
            return activity.TraceId;
        }

        return parent.Count == 1 && ActivityContext.TryParse(parent[0], null, out var trace) ? trace.TraceId : ActivityTraceId.CreateRandom();
    }

    private static string? Sane(StringValues values) =>
        values.Count == 1 && values[0] is { Length: > 0 and <= MaxLength } value && value.AsSpan().IndexOfAnyExcept(Allowed) < 0 ? value : null;
}
