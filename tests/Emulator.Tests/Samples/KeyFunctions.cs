using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace ToskaMesh.Emulator.Tests.Samples;

public static class KeyFunctions
{
    [Function("ForAnyone")]
    public static string ForAnyone([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => "open";

    [Function("ForCallers")]
    public static string ForCallers([HttpTrigger] HttpRequestData request) => "open";

    [Function("ForAdmins")]
    public static string ForAdmins([HttpTrigger(AuthorizationLevel.Admin)] HttpRequestData request) => "open";
}
