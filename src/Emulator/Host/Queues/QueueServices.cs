using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ToskaMesh.Emulator.Host.Outputs;
using ToskaMesh.Emulator.Host.Triggers;
using ToskaMesh.Emulator.Retries;

namespace ToskaMesh.Emulator.Host.Queues;

/// <summary>The services of brokers.</summary>
internal static class QueueServices
{
    public static void AddQueues(this IServiceCollection services, TimeProvider timeProvider)
    {
        services.AddSingleton<ITriggerListenerFactory>(s => new RabbitMqFunctions(
            s.GetRequiredService<IConfiguration>(), timeProvider, RandomJitter.Next, s.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<ITriggerListenerFactory>(s => new ServiceBusFunctions(
            s.GetRequiredService<IConfiguration>(), timeProvider, RandomJitter.Next, s.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<IOutputSenderFactory, RabbitMqOutputs>();
        services.AddSingleton<IOutputSenderFactory, ServiceBusOutputs>();
    }
}
