using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.Configuration;
using ToskaMesh.Emulator.Host.Outputs;
using ToskaMesh.Emulator.ServiceBus;
using ToskaMesh.Emulator.Worker.Outputs;

namespace ToskaMesh.Emulator.Host.Queues;

/// <summary>Connects output bindings with Service Bus queues and topics.</summary>
internal sealed class ServiceBusOutputs(IConfiguration settings) : IOutputSenderFactory, IAsyncDisposable
{
    private readonly List<ServiceBusOutputSender> _senders = [];

    public bool Handles(OutputBindingAttribute output) => output is ServiceBusOutputAttribute;

    public IOutputSender Create(OutputBindingAttribute output, IReadOnlyDictionary<string, string> texts)
    {
        var connection = ServiceBusConnections.Of("ServiceBusOutput", texts, settings);
        var sender = new ServiceBusOutputSender(connection, texts[nameof(ServiceBusOutputAttribute.QueueOrTopicName)]);
        _senders.Add(sender);
        return sender;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var sender in _senders)
        {
            await sender.DisposeAsync();
        }
    }
}
