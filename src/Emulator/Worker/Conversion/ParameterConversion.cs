using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using ToskaMesh.Emulator.Worker.Invocation;

namespace ToskaMesh.Emulator.Worker.Conversion;

/// <summary>Makes one parameter: the first converter that does not leave it unhandled decides.</summary>
internal sealed class ParameterConversion(FunctionParameter parameter, bool isTrigger, IReadOnlyList<IInputConverter> converters)
{
    public FunctionParameter Parameter => parameter;

    public ValueTask<object?> ConvertAsync(FunctionContext context)
    {
        if (parameter.Type == typeof(FunctionContext))
        {
            return new(context);
        }

        return parameter.Type == typeof(CancellationToken) ? new(context.CancellationToken) : ConvertBySourceAsync(context);
    }

    private async ValueTask<object?> ConvertBySourceAsync(FunctionContext context)
    {
        var source = Source(InvocationBindings.Of(context).Trigger);
        var request = new ParameterConverterContext(parameter, source, context);
        foreach (var converter in converters)
        {
            var result = await converter.ConvertAsync(request);
            switch (result.Status)
            {
                case ConversionStatus.Succeeded:
                    return result.Value;
                case ConversionStatus.Failed:
                    throw Failure($"Parameter '{parameter.Name}' cannot be made a {parameter.Type}.", result.Error);
            }
        }

        return WithoutSource();
    }

    private object? Source(TriggerInput trigger) =>
        isTrigger ? trigger.Value : trigger.Find(parameter.Name);

    private object? WithoutSource()
    {
        if (parameter.HasDefaultValue)
        {
            return parameter.DefaultValue;
        }

        return parameter.IsReferenceOrNullableType
            ? null
            : throw Failure($"Parameter '{parameter.Name}' has no value. Give it a default value or make it nullable.", null);
    }

    private static FunctionInputConverterException Failure(string message, Exception? cause) => new(message, cause);
}
