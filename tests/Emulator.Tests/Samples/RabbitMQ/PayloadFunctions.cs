using Microsoft.Azure.Functions.Worker;

namespace ToskaMesh.Emulator.Tests.Samples.RabbitMQ;

public class PayloadFunctions(Handled handled)
{
    [Function("TakeBytes")]
    public Task TakeBytes([RabbitMQTrigger("bytes", ConnectionStringSetting = "Broker")] byte[] body, CancellationToken cancellationToken) =>
        handled.HandleAsync(Convert.ToHexString(body), cancellationToken);

    [Function("TakeOrder")]
    public Task TakeOrder([RabbitMQTrigger("orders", ConnectionStringSetting = "Broker")] Order order, CancellationToken cancellationToken) =>
        handled.HandleAsync($"{order.Id} {order.Count} {order.Colour}", cancellationToken);

    [Function("TakeData")]
    public Task TakeData(
        [RabbitMQTrigger("data", ConnectionStringSetting = "Broker")] string text, string routingKey, FunctionContext context)
    {
        var data = context.BindingContext.BindingData;
        return handled.HandleAsync(
            $"{text} {routingKey} {data["Redelivered"]} {data["Exchange"]} {data["BasicProperties"]}", context.CancellationToken);
    }
}
