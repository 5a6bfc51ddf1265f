using System.Diagnostics.CodeAnalysis;

namespace ToskaMesh.Shared.Routing;

/// <summary>The outcome of reading a document: a valid table, or the reason and details of its rejection.</summary>
public sealed record RouteTableReading
{
    private RouteTableReading(RouteTable? table, RouteTableRejection? rejection, IReadOnlyList<string> errors) =>
        (Table, Rejection, Errors) = (table, rejection, errors);

    public RouteTable? Table { get; }

    public RouteTableRejection? Rejection { get; }

    /// <summary>Every rule that the document breaks, each with its JSON pointer.</summary>
    public IReadOnlyList<string> Errors { get; }

    [MemberNotNullWhen(true, nameof(Table))]
    [MemberNotNullWhen(false, nameof(Rejection))]
    public bool Accepted => Table is not null;

    public static RouteTableReading Of(RouteTable table) => new(table, null, []);

    public static RouteTableReading Rejected(RouteTableRejection rejection, params IReadOnlyList<string> errors) =>
        new(null, rejection, errors);
}
