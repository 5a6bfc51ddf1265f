using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.Registry;

namespace ToskaMesh.Functions.Store.Postgres;

/// <summary>The texts and columns of <see cref="ManyRows"/>, made once from the model.</summary>
internal sealed class ManyRowsStatements(IModel model)
{
    /// <summary>What <see cref="CameAndWent"/> fails with.</summary>
    public const string CameAndWentState = PostgresErrorCodes.DivisionByZero;

    // An id that was taken and given up while this transaction did not see it: its events have higher numbers than ours.
    // For such a row it divides by nothing, so that a commit that was sent with it is not reached.
    private const string CameAndWent =
        """
        SELECT 1 / (added.revision - added.revision)
        FROM unnest($1, $2) AS added(id, revision) JOIN "Tombstones" AS left_before ON left_before."Id" = added.id
        WHERE left_before."Revision" > added.revision
        """;

    private static readonly string[] Renewal =
    [
        nameof(InstanceRow.ExpiresAt), nameof(InstanceRow.LastHealthCheck), nameof(InstanceRow.StartedAt),
        nameof(InstanceRow.ReportedStatus), nameof(InstanceRow.ReportedOutput), nameof(InstanceRow.Probe),
    ];

    private static readonly string[] Places = [nameof(InstanceRow.Service), nameof(InstanceRow.Endpoint)];

    private readonly RowColumns _instances = new(Of<InstanceRow>(model).GetProperties());
    private readonly RowColumns _events = new(Of<OutboxRow>(model).GetProperties());
    private readonly RowColumns _renewals = new(new[] { nameof(InstanceRow.Id) }.Concat(Renewal).Select(name => Of<InstanceRow>(model).FindProperty(name)!));
    private readonly RowColumns _services = new(Of<ServiceRow>(model).GetProperties());
    private readonly RowColumns _notes = new(Of<InboxRow>(model).GetProperties());
    private readonly RowColumns _history = new(Of<ServiceEventRow>(model).GetProperties());

    /// <summary>Whether nothing but a sign of life is to be written.</summary>
    public static bool IsRenewal(EntityEntry entry) =>
        entry.Properties.All(property => !property.IsModified || Renewal.Contains(property.Metadata.Name));

    /// <summary>Whether it keeps its address and service: what takes another's place has to wait for its removal, and EF Core knows when.</summary>
    public static bool StaysInPlace(EntityEntry entry) => !entry.Properties.Any(property => property.IsModified && Places.Contains(property.Metadata.Name));

    public void AddTo(NpgsqlBatch batch, ManyRows rows)
    {
        if (rows.Services.Count > 0)
        {
            batch.BatchCommands.Add(_services.Command(Insert("Services", _services), InOrder(rows.Services, row => row.Name)));
        }

        if (rows.Added.Count > 0)
        {
            var ordered = InOrder(rows.Added, row => row.Id);
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

        if (rows.Events.Count > 0)
        {
            batch.BatchCommands.Add(_events.Command(Insert("Outbox", _events), rows.Events));
        }

        if (rows.Renewed.Count > 0)
        {
            batch.BatchCommands.Add(_renewals.Command(Update(_renewals), rows.Renewed));
        }

        if (rows.Changed.Count > 0)
        {
            batch.BatchCommands.Add(_instances.Command(Update(_instances), rows.Changed));
        }

        if (rows.Recorded.Count > 0)
        {
            batch.BatchCommands.Add(Record(rows.Recorded));
        }
    }

    // So that two processes that add the same do not wait for each other.
    private static List<TRow> InOrder<TRow>(IEnumerable<TRow> rows, Func<TRow, string> key) => [.. rows.OrderBy(key, StringComparer.Ordinal)];

    // Of what another process notes at the same time, the end is waited for. Returned is what was new.
    private NpgsqlBatchCommand Record(List<RecordedEvent> recorded)
    {
        var command = new NpgsqlBatchCommand(recorded.Count == 1 ? RecordOne() : RecordMany());
        _notes.AddTo(command, [.. recorded.Select(@event => @event.Note)]);
        _history.AddTo(command, [.. recorded.Select(@event => @event.Row)]);
        return command;
    }

    private string RecordMany() =>
        $"""
        WITH noted AS ({Insert("Inbox", _notes)} ON CONFLICT DO NOTHING RETURNING "EventId"),
        kept AS ({Insert("ServiceEvents", _history, _notes.Count)} WHERE added."EventId" IN (SELECT "EventId" FROM noted))
        SELECT "EventId" FROM noted
        """;

    // As events come from a queue while nothing else is written.
    private string RecordOne() =>
        $"""
        WITH noted AS (INSERT INTO "Inbox" ({_notes.Names}) VALUES ({_notes.Only()}) ON CONFLICT DO NOTHING RETURNING "EventId")
        INSERT INTO "ServiceEvents" ({_history.Names}) SELECT {_history.Only(_notes.Count)} FROM noted RETURNING "EventId"
        """;

    private static string Update(RowColumns columns) =>
        $"""
        UPDATE "Instances" AS instance SET ({columns.Names}) = ROW({columns.ValuesOf("changed")})
        FROM {columns.Unnest("changed")} WHERE instance."Id" = changed."Id"
        """;

    private static string Insert(string table, RowColumns columns, int before = 0) =>
        $"""INSERT INTO "{table}" ({columns.Names}) SELECT {columns.ValuesOf("added")} FROM {columns.Unnest("added", before)}""";

    private static IEntityType Of<TRow>(IModel model) => model.FindEntityType(typeof(TRow))!;
}
