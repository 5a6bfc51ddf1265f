using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace ToskaMesh.Emulator.Tests.Samples;

/// <summary>What the official build would refuse.</summary>
public class FaultyFunctions
{
    [Function("Twice")]
    public static string First([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => "first";

    [Function("TWICE")]
    public static string Second([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => "second";

    [Function("Forgotten")]
    public static async void Forgotten([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => await Task.Yield();

    [Function("Untriggered")]
    public static string Untriggered(string text) => text;
}
