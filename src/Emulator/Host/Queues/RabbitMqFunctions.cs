using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using ToskaMesh.Emulator.Host.Triggers;
using ToskaMesh.Emulator.RabbitMQ;
using ToskaMesh.Emulator.Retries;
using ToskaMesh.Emulator.Worker.Definition;
using ToskaMesh.Emulator.Worker.Invocation;

namespace ToskaMesh.Emulator.Host.Queues;

/// <summary>Connects functions with the RabbitMQ queues that start them.</summary>
internal sealed class RabbitMqFunctions(IConfiguration settings, TimeProvider time, Jitter jitter, ILoggerFactory loggers)
    : ITriggerListenerFactory
{
    public bool Handles(FunctionDescriptor function) => function.Trigger is RabbitMQTriggerAttribute;

    public ITriggerListener Create(FunctionDescriptor function, IFunctionInvoker invoker)
    {
        var trigger = (RabbitMQTriggerAttribute)function.Trigger;
        var queue = function.TriggerTexts[nameof(RabbitMQTriggerAttribute.QueueName)];
        var endpoint = RabbitMqEndpoints.Of("RabbitMQTrigger", function.TriggerTexts, trigger.DisableCertificateValidation, settings);
        var parameter = function.TriggerType;
        return new QueueListener(
            function,
            new RabbitMqSource(function.Name, endpoint, queue, parameter),
            input => RabbitMqInput.ByHand(input, parameter),
            invoker,
            time,
            jitter,
            loggers.CreateLogger<QueueListener>());
    }
}
