using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace ToskaMesh.Emulator.Tests.Samples;

public static class RouteFunctions
{
    [Function("aThingByName")]
    public static string ByName([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "things/{name}")] HttpRequestData request, string name) =>
        $"by name {name}";

    [Function("BThingEffective")]
    public static string Effective([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "things/effective")] HttpRequestData request) => "effective";

    [Function("CItemById")]
    public static string ById([HttpTrigger(AuthorizationLevel.Anonymous, "get", "delete", Route = "items/{id:guid}")] HttpRequestData request, Guid id) =>
        $"guid {id}";

    [Function("DItemByNumber")]
    public static string ByNumber([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "items/{number:int}")] HttpRequestData request, int number) =>
        $"number {number}";

    [Function("EItemPosted")]
    public static string Posted([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "items/{id}")] HttpRequestData request, string id) =>
        $"posted {id}";

    [Function("FRest")]
    public static string Rest([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "files/{*path}")] HttpRequestData request, string? path) =>
        $"rest {path}";

    [Function("GDefaultRoute")]
    public static string DefaultRoute([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => $"default {request.Method}";

    [Function("HHidden")]
    public static string Hidden([HttpTrigger(AuthorizationLevel.Anonymous, Route = "admin/hidden")] HttpRequestData request) => "never";

    [Function("Malformed")]
    public static string Malformed([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{a}/{a}")] HttpRequestData request) => "never";

    [Function("UnknownConstraint")]
    public static string Unknown([HttpTrigger(AuthorizationLevel.Anonymous, Route = "u/{a:colour}")] HttpRequestData request) => "never";
}
