using Microsoft.Azure.Functions.Worker;

namespace ToskaMesh.Emulator.Tests.Samples.RabbitMQ;

public static class RetryingFunctions
{
    [Function("Retrying")]
    [FixedDelayRetry(2, "00:00:01")]
    public static void Retrying([RabbitMQTrigger("queue", ConnectionStringSetting = "Broker")] string text) =>
        throw new InvalidOperationException(text);
}
