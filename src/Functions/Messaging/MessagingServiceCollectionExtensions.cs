using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.CatalogSync;
using ToskaMesh.Functions.Health;
using ToskaMesh.Functions.Messaging.RabbitMq;
using ToskaMesh.Functions.Messaging.ServiceBus;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Messaging;

internal static class MessagingServiceCollectionExtensions
{
    /// <summary>The outbox's way to the bus, and the bus's to the consumers of this process.</summary>
    public static IServiceCollection AddMessaging(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<OutboxRelay>();
        services.AddSingleton<IMessageDelivery, MessageDelivery>();
        return services.AddEventHandlers().AddEventBus(configuration);
    }

    /// <summary>What carries events, and what <c>migrate</c> makes there.</summary>
    public static IServiceCollection AddEventBus(this IServiceCollection services, IConfiguration configuration) =>
        MeshAdapters.Of(configuration).Bus switch
        {
            MeshBus.InProcess => services.AddSingleton<IEventBus, InProcessEventBus>(),
            MeshBus.RabbitMq => services.AddRabbitMq(configuration),
            _ => services.AddServiceBus(configuration),
        };

    /// <summary>One line for each consumer of <see cref="EventConsumers"/>.</summary>
    private static IServiceCollection AddEventHandlers(this IServiceCollection services) => services
        .AddSingleton<IMeshEventHandler, RecordServiceEvents>()
        .AddSingleton<IMeshEventHandler, ExportChanges>();

    private static IServiceCollection AddRabbitMq(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RabbitMqOptions>()
            .Configure(options => options.Uri = configuration[RabbitMqOptions.Setting] ?? "")
            .Configure(options => options.Idle = ConsulOptions.IsExportOn(configuration) ? [] : [EventConsumers.ConsulExport])
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RabbitMqOptions>, RabbitMqOptionsValidator>());
        services.TryAddSingleton<RabbitMqConnection>();
        services.AddSingleton<IHealthPart, RabbitMqPart>();
        services.AddSingleton<IMigration, RabbitMqMigration>();
        return services.AddSingleton<IEventBus, RabbitMqEventBus>();
    }

    /// <summary>Topic and subscriptions are the deployment's to make: <c>migrate</c> has nothing to do.</summary>
    private static IServiceCollection AddServiceBus(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ServiceBusOptions>()
            .Bind(configuration.GetSection(ServiceBusOptions.Setting))
            .Configure(options => options.ConnectionString = configuration[ServiceBusOptions.Setting] ?? "")
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ServiceBusOptions>, ServiceBusOptionsValidator>());
        services.TryAddSingleton<ServiceBusTopic>();
        services.AddSingleton<IHealthPart, ServiceBusPart>();
        return services.AddSingleton<IEventBus, ServiceBusEventBus>();
    }
}
