using Microsoft.Azure.Functions.Worker;

namespace ToskaMesh.Emulator.Tests.Samples.ServiceBus;

/// <summary>None of these can listen.</summary>
public static class UnconfiguredFunctions
{
    [Function("Unset")]
    public static void Unset([ServiceBusTrigger("queue", Connection = "NotThere")] string text) => throw new InvalidOperationException(text);

    [Function("NoConnection")]
    public static void NoConnection([ServiceBusTrigger("queue", Connection = "Secret")] string text) => throw new InvalidOperationException(text);

    [Function("Batched")]
    public static void Batched([ServiceBusTrigger("queue", Connection = "Namespace", IsBatched = true)] string[] texts) =>
        throw new InvalidOperationException($"{texts.Length}");
}
