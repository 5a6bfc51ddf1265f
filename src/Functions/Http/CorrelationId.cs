using System.Diagnostics;
using System.Text.RegularExpressions;

namespace ToskaMesh.Functions.Http;

/// <summary>The name by which one request is found in every log it left a trace in.</summary>
internal static partial class CorrelationId
{
    public const string Header = "X-Correlation-ID";

    /// <summary>The caller's own when it is safe to write into logs and headers, else the trace's, else a new one.</summary>
    public static string Choose(string? requested, ActivityContext trace)
    {
        if (requested is not null && Safe().IsMatch(requested))
        {
            return requested;
        }

        return (trace.TraceId == default ? ActivityTraceId.CreateRandom() : trace.TraceId).ToHexString();
    }

    [GeneratedRegex("^[A-Za-z0-9._:/+=@-]{1,128}\\z")]
    private static partial Regex Safe();
}
