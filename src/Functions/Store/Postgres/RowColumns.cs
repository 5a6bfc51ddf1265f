using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace ToskaMesh.Functions.Store.Postgres;

/// <summary>Rows as one array parameter for each column, which the server turns into rows again.</summary>
internal sealed class RowColumns(IEnumerable<IProperty> properties)
{
    private readonly IReadOnlyList<RowColumn> _columns = [.. properties.Select(property => new RowColumn(property))];

    public string Names => string.Join(", ", _columns.Select(column => column.Name));

    /// <summary>Each column of <see cref="Unnest"/> as the table takes it.</summary>
    public string ValuesOf(string alias) => string.Join(", ", _columns.Select(column => $"{alias}.{column.Value}"));

    public string Unnest(string alias) =>
        $"unnest({string.Join(", ", _columns.Select((_, index) => $"${index + 1}"))}) AS {alias}({Names})";

    public NpgsqlBatchCommand Command(string text, IReadOnlyList<object> rows)
    {
        var command = new NpgsqlBatchCommand(text);
        foreach (var column in _columns)
        {
            command.Parameters.Add(column.Collect(rows));
        }

        return command;
    }
}
