using Microsoft.Azure.Functions.Worker;

namespace ToskaMesh.Emulator.Tests.Samples;

public static class UnknownTriggerFunctions
{
    [Function("Unknown")]
    public static void Unknown([UnknownTrigger] string message) => throw new InvalidOperationException(message);
}
