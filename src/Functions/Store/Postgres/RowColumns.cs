using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace ToskaMesh.Functions.Store.Postgres;

/// <summary>Rows as one array parameter for each column, which the server turns into rows again.</summary>
internal sealed class RowColumns(IEnumerable<IProperty> properties)
{
    private readonly IReadOnlyList<RowColumn> _columns = [.. properties.Select(property => new RowColumn(property))];

    public int Count => _columns.Count;

    public string Names => string.Join(", ", _columns.Select(column => column.Name));

    /// <summary>Each column of <see cref="Unnest"/> as the table takes it.</summary>
    public string ValuesOf(string alias) => string.Join(", ", _columns.Select(column => $"{alias}.{column.Value}"));

    /// <param name="before">Parameters of the same command that come first.</param>
    public string Unnest(string alias, int before = 0) =>
        $"unnest({string.Join(", ", _columns.Select((_, index) => $"${before + index + 1}"))}) AS {alias}({Names})";

    /// <summary>The one row of <see cref="Unnest"/>, where there is only one: much less to plan.</summary>
    public string Only(int before = 0) => string.Join(", ", _columns.Select((_, index) => $"(${before + index + 1})[1]"));

    public NpgsqlBatchCommand Command(string text, IReadOnlyList<object> rows)
    {
        var command = new NpgsqlBatchCommand(text);
        AddTo(command, rows);
        return command;
    }

    public void AddTo(NpgsqlBatchCommand command, IReadOnlyList<object> rows)
    {
        foreach (var column in _columns)
        {
            command.Parameters.Add(column.Collect(rows));
        }
    }
}
