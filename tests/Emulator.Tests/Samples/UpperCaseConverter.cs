using Microsoft.Azure.Functions.Worker.Converters;

namespace ToskaMesh.Emulator.Tests.Samples;

public sealed class UpperCaseConverter : IInputConverter
{
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context) =>
        new(context.Source is string text ? ConversionResult.Success(text.ToUpperInvariant()) : ConversionResult.Unhandled());
}
