using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace ToskaMesh.Emulator.Tests.Samples.RabbitMQ;

public sealed class SentPart
{
    [HttpResult]
    public required HttpResponseData Response { get; init; }

    [RabbitMQOutput(QueueName = "%Queue%", ConnectionStringSetting = "Broker")]
    public string? Message { get; init; }
}
