using System.Globalization;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Functions.Health;

/// <summary>Where the route table lies: that it can be read, and that there is one.</summary>
internal sealed class DocumentsPart(IDocumentStore documents) : IHealthPart
{
    public string Name => "documents";

    public bool IsVital => false;

    public async Task<PartResult> CheckAsync(CancellationToken cancellationToken)
    {
        var document = await documents.ReadAsync(DocumentNames.RouteTable, cancellationToken);
        if (document is null)
        {
            return PartResult.Healthy("Nothing was published yet.");
        }

        var reading = RouteTableJson.Read(document.Content.Span);
        return reading.Accepted
            ? Describe(reading.Table)
            : new PartResult(PartStatus.Degraded, $"The stored route table is no good ({reading.Rejection}); the next publish repairs it.");
    }

    private static PartResult Describe(RouteTable table) =>
        PartResult.Healthy("The route table can be read.") with
        {
            Data = new Dictionary<string, string>
            {
                ["version"] = table.Order().ToString(),
                ["services"] = table.Services.Count.ToString(CultureInfo.InvariantCulture),
            },
        };
}
