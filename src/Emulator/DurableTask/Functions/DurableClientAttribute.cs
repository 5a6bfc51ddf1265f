using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using ToskaMesh.Emulator.Host.Durable;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Gives a function a <see cref="DurableTask.Client.DurableTaskClient"/>.</summary>
[InputConverter(typeof(DurableClientConverter))]
[ConverterFallbackBehavior(ConverterFallbackBehavior.Disallow)]
public sealed class DurableClientAttribute : InputBindingAttribute
{
}
