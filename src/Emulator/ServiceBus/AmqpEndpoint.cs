using Amqp;

namespace ToskaMesh.Emulator.ServiceBus;

/// <summary>Where a broker is, from a Service Bus connection string.</summary>
internal sealed record AmqpEndpoint(string Host, int Port, string User, string Password, bool IsCleartext)
{
    private const int CleartextPort = 5672;
    private const int TlsPort = 5671;

    public Address Address => new(Host, Port, User, Password, "/", IsCleartext ? "AMQP" : "AMQPS");

    /// <exception cref="FormatException">It is no connection string. It is not repeated: it holds a key.</exception>
    public static AmqpEndpoint Parse(string connectionString)
    {
        var parts = connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .ToLookup(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        if (!Uri.TryCreate(parts["Endpoint"].FirstOrDefault(), UriKind.Absolute, out var endpoint) || endpoint.Host.Length == 0)
        {
            throw new FormatException("The connection string has no Endpoint. Write it as Endpoint=sb://host:5672;SharedAccessKeyName=...;SharedAccessKey=...;UseDevelopmentEmulator=true.");
        }

        var isCleartext = string.Equals(parts["UseDevelopmentEmulator"].FirstOrDefault(), "true", StringComparison.OrdinalIgnoreCase);
        return new AmqpEndpoint(
            endpoint.Host,
            endpoint.Port > 0 ? endpoint.Port : isCleartext ? CleartextPort : TlsPort,
            parts["SharedAccessKeyName"].FirstOrDefault() ?? throw new FormatException("The connection string has no SharedAccessKeyName."),
            parts["SharedAccessKey"].FirstOrDefault() ?? throw new FormatException("The connection string has no SharedAccessKey."),
            isCleartext);
    }
}
