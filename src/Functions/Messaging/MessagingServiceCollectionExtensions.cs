using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Messaging;

internal static class MessagingServiceCollectionExtensions
{
    /// <summary>The outbox's way to the bus.</summary>
    public static IServiceCollection AddMessaging(this IServiceCollection services)
    {
        services.AddSingleton<IEventBus, InProcessEventBus>();
        services.AddSingleton<OutboxRelay>();
        return services;
    }
}
