using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Configuration;

namespace ToskaMesh.Emulator.Tests.Samples;

public class SettingFunctions(IConfiguration settings)
{
    [Function("Setting")]
    public string? Setting([HttpTrigger(AuthorizationLevel.Anonymous, Route = "%Paths:Setting%/{name}")] HttpRequestData request, string name) =>
        settings[name];

    [Function("Unset")]
    public static string Unset([HttpTrigger(AuthorizationLevel.Anonymous, Route = "%Paths:Unset%")] HttpRequestData request) => "never";
}
