using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace ToskaMesh.Emulator.Tests.Samples.RabbitMQ;

public static class OutputFunctions
{
    [Function("SendText")]
    [RabbitMQOutput(QueueName = "%Queue%", ConnectionStringSetting = "Broker")]
    public static string SendText([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => "text ü";

    [Function("SendBytes")]
    [RabbitMQOutput(QueueName = "%Queue%", ConnectionStringSetting = "Broker")]
    public static byte[] SendBytes([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => [0, 0xFF];

    [Function("SendOrder")]
    [RabbitMQOutput(QueueName = "%Queue%", ConnectionStringSetting = "Broker")]
    public static Task<Order> SendOrder([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) =>
        Task.FromResult(new Order("o-1", 2, Colour.Green));

    [Function("SendTexts")]
    [RabbitMQOutput(QueueName = "%Queue%", ConnectionStringSetting = "Broker")]
    public static string[] SendTexts([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => ["one", "two"];

    [Function("SendNothing")]
    [RabbitMQOutput(QueueName = "%Queue%", ConnectionStringSetting = "Broker")]
    public static string? SendNothing([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => null;

    [Function("SendPart")]
    public static SentPart SendPart([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) =>
        new() { Response = request.CreateResponse(HttpStatusCode.Accepted), Message = "part" };

    [Function("SendNowhere")]
    [RabbitMQOutput(QueueName = "not-there", ConnectionStringSetting = "Broker")]
    public static string SendNowhere([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => "lost";
}
