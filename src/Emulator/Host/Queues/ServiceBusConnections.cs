using Microsoft.Extensions.Configuration;
using ToskaMesh.Emulator.Host.Discovery;
using ToskaMesh.Emulator.ServiceBus;

namespace ToskaMesh.Emulator.Host.Queues;

/// <summary>Finds the connection strings that Service Bus bindings name by a setting.</summary>
internal static class ServiceBusConnections
{
    /// <param name="binding">The attribute's name, for the error.</param>
    /// <exception cref="FunctionErrorException">The setting is missing or no connection string.</exception>
    public static string Of(string binding, IReadOnlyDictionary<string, string> texts, IConfiguration settings)
    {
        var property = $"{binding}.Connection";
        var connection = ConnectionSettings.Read(settings, texts.GetValueOrDefault("Connection"), property);
        try
        {
            AmqpEndpoint.Parse(connection);
            return connection;
        }
        catch (FormatException exception)
        {
            throw new FunctionErrorException($"{property}: {exception.Message}");
        }
    }
}
