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
        [nameof(InstanceRow.ExpiresAt), nameof(InstanceRow.LastHealthCheck), nameof(InstanceRow.ReportedStatus)];

    private readonly RowColumns _instances = new(Of<InstanceRow>(model).GetProperties());
    private readonly RowColumns _events = new(Of<OutboxRow>(model).GetProperties());
    private readonly RowColumns _renewals = new(new[] { nameof(InstanceRow.Id) }.Concat(Renewal).Select(name => Of<InstanceRow>(model).FindProperty(name)!));

    /// <summary>Whether nothing but a sign of life is to be written.</summary>
    public static bool IsRenewal(EntityEntry entry) =>
        entry.Properties.All(property => !property.IsModified || Renewal.Contains(property.Metadata.Name));

    public void AddTo(NpgsqlBatch batch, IReadOnlyList<InstanceRow> added, IReadOnlyList<InstanceRow> renewed, IReadOnlyList<OutboxRow> events)
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
            batch.BatchCommands.Add(_renewals.Command(Renew, renewed));
        }
    }

    private string Renew =>
        $"""
        UPDATE "Instances" AS instance SET {string.Join(", ", Renewal.Select(name => $"\"{name}\" = renewed.\"{name}\""))}
        FROM {_renewals.Unnest("renewed")} WHERE instance."Id" = renewed."Id"
        """;

    private static string Insert(string table, RowColumns columns) =>
        $"""INSERT INTO "{table}" ({columns.Names}) SELECT {columns.Values} FROM {columns.Unnest("added")}""";

    private static IEntityType Of<TRow>(IModel model) => model.FindEntityType(typeof(TRow))!;
}
