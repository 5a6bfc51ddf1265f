using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Messaging;

internal static class MessagingServiceCollectionExtensions
{
    /// <summary>The outbox's way to the bus, and the bus's to the consumers of this process.</summary>
    public static IServiceCollection AddMessaging(this IServiceCollection services)
    {
        services.AddSingleton<IEventBus, InProcessEventBus>();
        services.AddSingleton<OutboxRelay>();
        services.AddSingleton<IMessageDelivery, MessageDelivery>();
        return services.AddEventHandlers();
    }

    private static IServiceCollection AddEventHandlers(this IServiceCollection services) => services
        .AddSingleton<IMeshEventHandler, RecordServiceEvents>();
}
