using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Options;

namespace ToskaMesh.Functions.Messaging.ServiceBus;

/// <summary>
/// The topic of the mesh's events, with a subscription for each consumer, named as it is. The deployment makes them, with
/// a rule that lets through what the consumer wants: its types, addressed to it or to nobody.
/// </summary>
internal sealed class ServiceBusTopic : IAsyncDisposable
{
    public const string Name = "toskamesh-events";

    /// <summary>What follows a subscription's name in that of its dead-letter queue.</summary>
    public const string Dead = "/$DeadLetterQueue";

    private readonly ServiceBusClient _client;

    /// <summary>Connects to nothing: the first event does.</summary>
    public ServiceBusTopic(IOptions<ServiceBusOptions> options)
    {
        var value = options.Value;
        _client = value.ConnectionString.Length > 0
            ? new ServiceBusClient(value.ConnectionString)
            : new ServiceBusClient(value.FullyQualifiedNamespace, new DefaultAzureCredential());
        Sender = _client.CreateSender(Name);
    }

    public ServiceBusSender Sender { get; }

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
