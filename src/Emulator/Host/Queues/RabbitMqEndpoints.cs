using Microsoft.Extensions.Configuration;
using ToskaMesh.Emulator.Host.Discovery;
using ToskaMesh.Emulator.RabbitMQ;

namespace ToskaMesh.Emulator.Host.Queues;

/// <summary>Finds the brokers that RabbitMQ bindings name by a setting.</summary>
internal static class RabbitMqEndpoints
{
    /// <param name="binding">The attribute's name, for the error.</param>
    /// <exception cref="FunctionErrorException">The setting is missing or no amqp URI.</exception>
    public static RabbitMqEndpoint Of(
        string binding, IReadOnlyDictionary<string, string> texts, bool skipsCertificateValidation, IConfiguration settings)
    {
        var property = $"{binding}.ConnectionStringSetting";
        var connection = ConnectionSettings.Read(settings, texts.GetValueOrDefault("ConnectionStringSetting"), property);
        try
        {
            return RabbitMqEndpoint.Parse(connection, skipsCertificateValidation);
        }
        catch (FormatException exception)
        {
            throw new FunctionErrorException($"{property}: {exception.Message}");
        }
    }
}
