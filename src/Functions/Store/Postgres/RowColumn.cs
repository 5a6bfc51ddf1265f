using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;
using NpgsqlTypes;

namespace ToskaMesh.Functions.Store.Postgres;

/// <summary>One column of many rows, read as the model maps it.</summary>
internal sealed class RowColumn
{
    private readonly IClrPropertyGetter _getter;
    private readonly ValueConverter? _converter;
    private readonly Func<IReadOnlyList<object>, NpgsqlParameter> _collect;

    public RowColumn(IProperty property)
    {
        _getter = property.GetGetter();
        _converter = property.IsPrimitiveCollection ? null : property.GetTypeMapping().Converter;
        Name = $"\"{property.GetColumnName()}\"";
        Value = property.IsPrimitiveCollection ? $"{Name}::{property.GetColumnType()}" : Name;
        _collect = Collector(property);
    }

    public string Name { get; }

    /// <summary>An array within an array must have one length for all: a list travels as PostgreSQL writes it.</summary>
    public string Value { get; }

    public NpgsqlParameter Collect(IReadOnlyList<object> rows) => _collect(rows);

    private Func<IReadOnlyList<object>, NpgsqlParameter> Collector(IProperty property)
    {
        if (property.IsPrimitiveCollection)
        {
            return rows => Array(rows, row => ArrayLiteral.Write((IEnumerable<string>)row!), NpgsqlDbType.Text);
        }

        var type = _converter?.ProviderClrType ?? property.ClrType;
        return Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
        {
            TypeCode.String => rows => Array(rows, value => (string?)value, NpgsqlDbType.Text),
            TypeCode.Int64 => rows => Array(rows, value => (long?)value, NpgsqlDbType.Bigint),
            TypeCode.Boolean => rows => Array(rows, value => (bool?)value, NpgsqlDbType.Boolean),
            TypeCode.Int32 => rows => Array(rows, value => (int?)value, NpgsqlDbType.Integer),
            _ when type == typeof(Guid) => rows => Array(rows, value => (Guid?)value, NpgsqlDbType.Uuid),
            _ => throw new NotSupportedException($"{property.DeclaringType.DisplayName()}.{property.Name} is a {type}."),
        };
    }

    private NpgsqlParameter<TValue[]> Array<TValue>(IReadOnlyList<object> rows, Func<object?, TValue> convert, NpgsqlDbType type)
    {
        var values = new TValue[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var value = _getter.GetClrValue(rows[i]);
            values[i] = convert(_converter is null ? value : _converter.ConvertToProvider(value));
        }

        return new NpgsqlParameter<TValue[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
    }
}
