using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Http;
using ToskaMesh.Shared.Identity.Audit;

namespace ToskaMesh.Functions.Identity.Audit;

/// <summary>Which records a reader of the audit asks for.</summary>
internal static class AuditQuery
{
    private const int TextLength = 128;

    public static (AuditFilter Filter, ListQuery Query) Parse(HttpRequestData request)
    {
        var query = ListQuery.ParseFilters(request, "action", "actor", "target", "from", "to");
        var filter = new AuditFilter(
            query.ReadText("action", TextLength),
            query.ReadText("actor", TextLength),
            query.ReadText("target", TextLength),
            query.ReadMoment("from"),
            query.ReadMoment("to"));
        return (filter, query);
    }
}
