using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace ToskaMesh.Functions.Store.Postgres;

/// <summary>Reads rows of a query that several share with one round trip, as the model maps them: EF Core sends one query at a time.</summary>
internal sealed class RowReader<TRow>
    where TRow : class
{
    private readonly IReadOnlyList<Action<TRow, NpgsqlDataReader>> _columns;

    public RowReader(IModel model)
    {
        var properties = model.FindEntityType(typeof(TRow))!.GetProperties().ToList();
        _columns = [.. properties.Select(Column)];
        Names = string.Join(", ", properties.Select(property => $"\"{property.GetColumnName()}\""));
    }

    /// <summary>What the query is to select.</summary>
    public string Names { get; }

    /// <summary>The rows of the result at hand, tracked as unchanged. None of them was tracked before.</summary>
    public async Task<IReadOnlyList<TRow>> TrackAsync(PostgresMeshDbContext context, NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var rows = new List<TRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = Activator.CreateInstance<TRow>();
            foreach (var read in _columns)
            {
                read(row, reader);
            }

            context.Entry(row).State = EntityState.Unchanged;
            rows.Add(row);
        }

        return rows;
    }

    private static Action<TRow, NpgsqlDataReader> Column(IProperty property, int ordinal)
    {
        var target = property.PropertyInfo!;
        if (property.IsPrimitiveCollection)
        {
            return (row, reader) => target.SetValue(row, reader.GetFieldValue<List<string>>(ordinal));
        }

        var converter = property.GetTypeMapping().Converter;
        return (row, reader) =>
        {
            var value = reader.IsDBNull(ordinal) ? null : reader.GetValue(ordinal);
            target.SetValue(row, converter is null || value is null ? value : converter.ConvertFromProvider(value));
        };
    }
}
