using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.Configuration;
using ToskaMesh.Emulator.Host.Discovery;
using ToskaMesh.Emulator.Host.Outputs;
using ToskaMesh.Emulator.RabbitMQ;
using ToskaMesh.Emulator.Worker.Outputs;

namespace ToskaMesh.Emulator.Host.Queues;

/// <summary>Connects output bindings with RabbitMQ queues.</summary>
internal sealed class RabbitMqOutputs(IConfiguration settings) : IOutputSenderFactory, IAsyncDisposable
{
    private readonly List<RabbitMqSender> _senders = [];

    public bool Handles(OutputBindingAttribute output) => output is RabbitMQOutputAttribute;

    public IOutputSender Create(OutputBindingAttribute output, IReadOnlyDictionary<string, string> texts)
    {
        var queue = texts.GetValueOrDefault(nameof(RabbitMQOutputAttribute.QueueName)) is { Length: > 0 } name
            ? name
            : throw new FunctionErrorException("RabbitMQOutput.QueueName is missing.");
        var skipsValidation = ((RabbitMQOutputAttribute)output).DisableCertificateValidation;
        var sender = new RabbitMqSender(RabbitMqEndpoints.Of("RabbitMQOutput", texts, skipsValidation, settings), queue);
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
