using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.DurableTask.Client;
using ToskaMesh.Emulator.Durable.Client;

namespace ToskaMesh.Emulator.Host.Durable;

/// <summary>Gives the host's client to a parameter that wants one.</summary>
internal sealed class DurableClientConverter(EmulatedDurableTaskClient client) : IInputConverter
{
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context) =>
        new(context.TargetType == typeof(DurableTaskClient) ? ConversionResult.Success(client) : ConversionResult.Unhandled());
}
