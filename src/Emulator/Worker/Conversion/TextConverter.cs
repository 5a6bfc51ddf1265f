using System.ComponentModel;
using System.Globalization;
using System.Text;
using Microsoft.Azure.Functions.Worker.Converters;

namespace ToskaMesh.Emulator.Worker.Conversion;

/// <summary>Text to numbers, enums, times, identifiers and bytes, by the invariant culture.</summary>
internal sealed class TextConverter : IInputConverter
{
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context) =>
        new(context.Source is string text ? Convert(text, context.TargetType) : ConversionResult.Unhandled());

    private static ConversionResult Convert(string text, Type target)
    {
        if (target == typeof(byte[]))
        {
            return ConversionResult.Success(Encoding.UTF8.GetBytes(text));
        }

        var scalar = Nullable.GetUnderlyingType(target) ?? target;
        return IsScalar(scalar) ? Parse(text, scalar) : ConversionResult.Unhandled();
    }

    private static bool IsScalar(Type type) =>
        type.IsEnum || type.IsPrimitive || type == typeof(decimal) || type == typeof(Guid) || type == typeof(DateTime)
        || type == typeof(DateTimeOffset) || type == typeof(TimeSpan) || type == typeof(DateOnly) || type == typeof(TimeOnly)
        || type == typeof(Uri);

    private static ConversionResult Parse(string text, Type scalar)
    {
        try
        {
            return ConversionResult.Success(
                scalar.IsEnum
                    ? Enum.Parse(scalar, text, ignoreCase: true)
                    : TypeDescriptor.GetConverter(scalar).ConvertFromString(null, CultureInfo.InvariantCulture, text));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            return ConversionResult.Failed(exception);
        }
    }
}
