using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.Registry;

namespace ToskaMesh.Functions.Store.Postgres;

/// <summary>The texts and columns of <see cref="ManyRows"/>, made once from the model.</summary>
internal sealed class ManyRowsStatements(IModel model)
{
    // An id that was taken and given up while this transaction did not see it: its events have higher numbers than ours.
    private const string CameAndWent =
        """
        SELECT EXISTS (
            SELECT FROM unnest($1, $2) AS added(id, revision) JOIN "Tombstones" AS left_before ON left_before."Id" = added.id
            WHERE left_before."Revision" > added.revision)
        """;

    private static readonly string[] Renewal =
    [
        nameof(InstanceRow.ExpiresAt), nameof(InstanceRow.LastHealthCheck), nameof(InstanceRow.ReportedStatus),
        nameof(InstanceRow.ReportedOutput), nameof(InstanceRow.Probe),
    ];

    private static readonly string[] Places = [nameof(InstanceRow.Service), nameof(InstanceRow.Endpoint)];

    private readonly RowColumns _instances = new(Of<InstanceRow>(model).GetProperties());
    private readonly RowColumns _events = new(Of<OutboxRow>(model).GetProperties());
    private readonly RowColumns _renewals = new(new[] { nameof(InstanceRow.Id) }.Concat(Renewal).Select(name => Of<InstanceRow>(model).FindProperty(name)!));

    /// <summary>Whether nothing but a sign of life is to be written.</summary>
    public static bool IsRenewal(EntityEntry entry) =>
        entry.Properties.All(property => !property.IsModified || Renewal.Contains(property.Metadata.Name));

    /// <summary>Whether it keeps its address and service: what takes another's place has to wait for its removal, and EF Core knows when.</summary>
    public static bool StaysInPlace(EntityEntry entry) => !entry.Properties.Any(property => property.IsModified && Places.Contains(property.Metadata.Name));

    public void AddTo(
        NpgsqlBatch batch,
        IReadOnlyList<InstanceRow> added,
        IReadOnlyList<InstanceRow> changed,
        IReadOnlyList<InstanceRow> renewed,
        IReadOnlyList<OutboxRow> events)
    {
        if (added.Count > 0)
        {
            // In one order, so that two processes that add the same do not wait for each other.
            List<InstanceRow> ordered = [.. added.OrderBy(row => row.Id, StringComparer.Ordinal)];
            batch.BatchCommands.Add(_instances.Command(Insert("Instances", _instances), ordered));
            batch.BatchCommands.Add(new NpgsqlBatchCommand(CameAndWent)
            {
                Parameters =
                {
                    new NpgsqlParameter<string[]> { TypedValue = [.. ordered.Select(row => row.Id)] },
                    new NpgsqlParameter<long[]> { TypedValue = [.. ordered.Select(row => row.Revision)] },
                },
            });
        }

        if (events.Count > 0)
        {
            batch.BatchCommands.Add(_events.Command(Insert("Outbox", _events), events));
        }

        if (renewed.Count > 0)
        {
            batch.BatchCommands.Add(_renewals.Command(Update(_renewals), renewed));
        }

        if (changed.Count > 0)
        {
            batch.BatchCommands.Add(_instances.Command(Update(_instances), changed));
        }
    }

    private static string Update(RowColumns columns) =>
        $"""
        UPDATE "Instances" AS instance SET ({columns.Names}) = ROW({columns.ValuesOf("changed")})
        FROM {columns.Unnest("changed")} WHERE instance."Id" = changed."Id"
        """;

    private static string Insert(string table, RowColumns columns) =>
        $"""INSERT INTO "{table}" ({columns.Names}) SELECT {columns.ValuesOf("added")} FROM {columns.Unnest("added")}""";

    private static IEntityType Of<TRow>(IModel model) => model.FindEntityType(typeof(TRow))!;
}
