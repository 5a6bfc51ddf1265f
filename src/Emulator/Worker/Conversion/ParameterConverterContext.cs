using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;

namespace ToskaMesh.Emulator.Worker.Conversion;

internal sealed class ParameterConverterContext(FunctionParameter parameter, object? source, FunctionContext context) : ConverterContext
{
    public override Type TargetType => parameter.Type;

    public override object? Source => source;

    public override FunctionContext FunctionContext => context;

    public override IReadOnlyDictionary<string, object> Properties => parameter.Properties;
}
