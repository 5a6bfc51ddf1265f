using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using ToskaMesh.Functions.Registry;

namespace ToskaMesh.Functions.Store.Postgres;

/// <summary>
/// How a batch begins: its limits, and whatever its writes asked for, in one round trip. Numbers are drawn after the
/// rows that they are for were locked.
/// </summary>
internal sealed class OpeningStatements(IModel model)
{
    private readonly RowReader<MeshStateRow> _state = new(model);
    private readonly RowReader<InstanceRow> _instances = new(model);
    private readonly RowReader<ServiceRow> _services = new(model);

    public async Task<FoundRows> RunAsync(
        PostgresMeshDbContext context, IReadOnlyList<string> opening, RowsWanted wanted, CancellationToken cancellationToken)
    {
        await using var batch = ((NpgsqlConnection)context.Connection).CreateBatch();
        foreach (var text in opening)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(text));
        }

        var reads = Reads(context, wanted).ToList();
        reads.ForEach(read => batch.BatchCommands.Add(read.Command));
        var found = FoundRows.None;
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        foreach (var (_, read) in reads)
        {
            found = await read(found, reader, cancellationToken);
            await reader.NextResultAsync(cancellationToken);
        }

        return found;
    }

    private static async Task<IReadOnlyList<long>> ReadNumbersAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var numbers = new List<long>();
        while (await reader.ReadAsync(cancellationToken))
        {
            numbers.Add(reader.GetInt64(0));
        }

        return numbers;
    }

    private static NpgsqlBatchCommand Command(string text, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(text);
        command.Parameters.AddRange(parameters);
        return command;
    }

    private static NpgsqlParameter<string[]> Texts(IReadOnlyList<string> values) => new() { TypedValue = [.. values] };

    private string Instances(string which) => $"""SELECT {_instances.Names} FROM "Instances" WHERE "Id" {which} ORDER BY "Id" FOR UPDATE""";

    // In the order in which they lock.
    private IEnumerable<(NpgsqlBatchCommand Command, Func<FoundRows, NpgsqlDataReader, CancellationToken, Task<FoundRows>> Read)> Reads(
        PostgresMeshDbContext context, RowsWanted wanted)
    {
        if (wanted.LocksState || wanted.Numbers > 0)
        {
            yield return (
                Command($"""SELECT {_state.Names} FROM "MeshState"{(wanted.LocksState ? " FOR UPDATE" : "")}"""),
                async (found, reader, ct) => found with { State = (await _state.TrackAsync(context, reader, ct)).Single() });
        }

        if (wanted.Ids.Count + wanted.Endpoints.Count > 0)
        {
            yield return (
                wanted.Endpoints.Count == 0
                    ? Command(Instances("""= ANY ($1)"""), Texts(wanted.Ids))
                    : Command(Instances("""= ANY ($1) OR "Endpoint" = ANY ($2)"""), Texts(wanted.Ids), Texts(wanted.Endpoints)),
                async (found, reader, ct) => found with { Instances = await _instances.TrackAsync(context, reader, ct) });
        }

        if (wanted.Services.Count > 0)
        {
            yield return (
                Command($"""SELECT {_services.Names} FROM "Services" WHERE "Name" = ANY ($1)""", Texts(wanted.Services)),
                async (found, reader, ct) => found with { Services = await _services.TrackAsync(context, reader, ct) });
        }

        if (wanted.Numbers > 0)
        {
            yield return (
                Command(PostgresNumbers.Draw, new NpgsqlParameter<int> { TypedValue = wanted.Numbers }),
                async (found, reader, ct) => found with { Numbers = await ReadNumbersAsync(reader, ct) });
        }
    }
}
