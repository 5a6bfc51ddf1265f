using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace ToskaMesh.Emulator.Tests.Samples;

/// <summary>What the official generator does not see.</summary>
public class UnseenFunctions
{
    [Function("Seen")]
    public static string Seen([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => Private(request);

    [Function("Private")]
    private static string Private(HttpRequestData request) => request.Method;

    [Function("Internal")]
    internal static string Internal([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => "internal";

    public static class Nested
    {
        [Function("InNested")]
        public static string InNested([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => "nested";
    }
}
