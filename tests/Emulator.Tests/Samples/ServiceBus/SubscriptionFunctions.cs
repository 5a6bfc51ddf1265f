using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace ToskaMesh.Emulator.Tests.Samples.ServiceBus;

public class SubscriptionFunctions(Handled handled)
{
    [Function("TakeSubscription")]
    public Task TakeSubscription(
        [ServiceBusTrigger("%Topic%", "texts", Connection = "Namespace")] string text, CancellationToken cancellationToken) =>
        handled.HandleAsync(text, cancellationToken);

    [Function("TakeMessage")]
    public Task TakeMessage(
        [ServiceBusTrigger("%Topic%", "messages", Connection = "Namespace")] ServiceBusReceivedMessage message, string messageId) =>
        handled.HandleAsync($"{message.Body} {messageId} {message.Subject} {message.ContentType}", CancellationToken.None);

    [Function("SendToTopic")]
    [ServiceBusOutput("%Topic%", ServiceBusEntityType.Topic, Connection = "Namespace")]
    public static string SendToTopic([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => "sent";
}
