using Microsoft.Azure.Functions.Worker.Converters;

namespace ToskaMesh.Emulator.Worker.Conversion;

/// <summary>A source that is of the wanted type already.</summary>
internal sealed class AssignableConverter : IInputConverter
{
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context) =>
        new(context.TargetType.IsInstanceOfType(context.Source)
            ? ConversionResult.Success(context.Source)
            : ConversionResult.Unhandled());
}
