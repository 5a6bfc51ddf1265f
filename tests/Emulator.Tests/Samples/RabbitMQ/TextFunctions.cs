using Microsoft.Azure.Functions.Worker;

namespace ToskaMesh.Emulator.Tests.Samples.RabbitMQ;

public class TextFunctions(Handled handled)
{
    [Function("TakeText")]
    public Task TakeText(
        [RabbitMQTrigger("%Queue%", ConnectionStringSetting = "Broker")] string text, CancellationToken cancellationToken) =>
        handled.HandleAsync(text, cancellationToken);
}
