using Microsoft.Azure.Functions.Worker.Converters;

namespace ToskaMesh.Emulator.Host.Durable;

/// <summary>Makes the input of an orchestrator or an activity what the parameter is.</summary>
internal sealed class DurableInputConverter(WorkerDataConverter converter) : IInputConverter
{
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context) =>
        new(context.Source is DurableInput input ? Convert(input, context.TargetType) : ConversionResult.Unhandled());

    private ConversionResult Convert(DurableInput input, Type target)
    {
        if (input.Json is null)
        {
            return target.IsValueType ? ConversionResult.Success(Activator.CreateInstance(target)) : ConversionResult.Unhandled();
        }

        try
        {
            return ConversionResult.Success(converter.Deserialize(input.Json, target));
        }
        catch (Exception exception)
        {
            return ConversionResult.Failed(exception);
        }
    }
}
