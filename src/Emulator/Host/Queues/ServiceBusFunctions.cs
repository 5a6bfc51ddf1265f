using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using ToskaMesh.Emulator.Host.Discovery;
using ToskaMesh.Emulator.Host.Triggers;
using ToskaMesh.Emulator.Retries;
using ToskaMesh.Emulator.ServiceBus;
using ToskaMesh.Emulator.Worker.Definition;
using ToskaMesh.Emulator.Worker.Invocation;

namespace ToskaMesh.Emulator.Host.Queues;

/// <summary>Connects functions with the Service Bus queues and subscriptions that start them.</summary>
internal sealed class ServiceBusFunctions(IConfiguration settings, TimeProvider time, Jitter jitter, ILoggerFactory loggers)
    : ITriggerListenerFactory
{
    public bool Handles(FunctionDescriptor function) => function.Trigger is ServiceBusTriggerAttribute;

    public ITriggerListener Create(FunctionDescriptor function, IFunctionInvoker invoker)
    {
        if (function.Trigger is ServiceBusTriggerAttribute { IsBatched: true } or ServiceBusTriggerAttribute { IsSessionsEnabled: true }
            or ServiceBusTriggerAttribute { AutoCompleteMessages: false })
        {
            throw new FunctionErrorException(
                "The emulator receives one Service Bus message at a time, without sessions, and settles it itself.");
        }

        var texts = function.TriggerTexts;
        var connection = ServiceBusConnections.Of("ServiceBusTrigger", texts, settings);
        var parameter = function.TriggerType;
        var source = texts.TryGetValue(nameof(ServiceBusTriggerAttribute.QueueName), out var queue)
            ? new ServiceBusSource(connection, queue, subscription: null, parameter)
            : new ServiceBusSource(
                connection,
                texts[nameof(ServiceBusTriggerAttribute.TopicName)],
                texts[nameof(ServiceBusTriggerAttribute.SubscriptionName)],
                parameter);
        return new QueueListener(
            function, source, input => ServiceBusInput.ByHand(input, parameter), invoker, time, jitter, loggers.CreateLogger<QueueListener>());
    }
}
