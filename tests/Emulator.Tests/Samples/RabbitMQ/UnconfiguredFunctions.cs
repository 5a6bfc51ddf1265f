using Microsoft.Azure.Functions.Worker;

namespace ToskaMesh.Emulator.Tests.Samples.RabbitMQ;

/// <summary>None of these can listen.</summary>
public static class UnconfiguredFunctions
{
    [Function("Unnamed")]
    public static void Unnamed([RabbitMQTrigger("queue")] string text) => throw new InvalidOperationException(text);

    [Function("Unset")]
    public static void Unset([RabbitMQTrigger("queue", ConnectionStringSetting = "NotThere")] string text) =>
        throw new InvalidOperationException(text);

    [Function("NoUri")]
    public static void NoUri([RabbitMQTrigger("queue", ConnectionStringSetting = "Secret")] string text) =>
        throw new InvalidOperationException(text);

    [Function("NoQueue")]
    public static void NoQueue([RabbitMQTrigger("%NoQueue%", ConnectionStringSetting = "Broker")] string text) =>
        throw new InvalidOperationException(text);

    [Function("NoOutputQueue")]
    [RabbitMQOutput(ConnectionStringSetting = "Broker")]
    public static string NoOutputQueue([RabbitMQTrigger("queue", ConnectionStringSetting = "Broker")] string text) => text;
}
