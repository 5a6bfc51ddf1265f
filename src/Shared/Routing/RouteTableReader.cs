using System.Text.Json;

namespace ToskaMesh.Shared.Routing;

/// <summary>
/// Reads one route table after another, as a gateway gets them. A service that stands in a document byte for byte as in
/// the last valid one is that one's object: it is neither parsed nor validated again, and a large table in which little
/// changed leaves the garbage collector nothing to trace (measured by <c>bench/table.sh</c>). For one thread at a time.
/// </summary>
public sealed class RouteTableReader
{
    private readonly RoutedServicesJson _services = new();
    private readonly RouteTableJsonContext _context;

    public RouteTableReader() => _context = RouteTableJson.Context(_services);

    /// <summary>What <see cref="RouteTableJson.Read"/> says of the document.</summary>
    /// <param name="document">Must not change afterwards: it is kept until the next valid one.</param>
    public RouteTableReading Read(ReadOnlyMemory<byte> document)
    {
        _services.Begin(document);
        if (Parse(document.Span) is not { } table)
        {
            // Read again in the plain way, for errors that point into the whole document.
            return RouteTableJson.Read(document.Span);
        }

        var reading = RouteTableValidator.Validate(table, _services.IsKnown);
        if (reading.Accepted)
        {
            _services.Keep();
        }

        return reading;
    }

    private RouteTable? Parse(ReadOnlySpan<byte> document)
    {
        try
        {
            return JsonSerializer.Deserialize(document, _context.RouteTable);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
