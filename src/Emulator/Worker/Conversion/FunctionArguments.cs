using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;

namespace ToskaMesh.Emulator.Worker.Conversion;

/// <summary>How the arguments of a function are made: one converter chain a parameter, found once at start.</summary>
internal sealed class FunctionArguments(ImmutableArray<FunctionParameter> parameters, string? triggerParameter, ParameterConverters converters)
{
    private readonly ParameterConversion[] _conversions =
        [.. parameters.Select(p => new ParameterConversion(p, p.Name == triggerParameter, converters.For(p)))];

    public int Count => _conversions.Length;

    public int IndexOf(string parameter)
    {
        var index = Array.FindIndex(_conversions, c => c.Parameter.Name == parameter);
        return index >= 0 ? index : throw new ArgumentException($"The function has no parameter {parameter}.", nameof(parameter));
    }

    /// <exception cref="FunctionInputConverterException">There is a source, and no value could be made of it; or there is none and the parameter needs one.</exception>
    public ValueTask<object?> ConvertAsync(FunctionContext context, int index) => _conversions[index].ConvertAsync(context);
}
