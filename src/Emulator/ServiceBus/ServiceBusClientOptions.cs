// The package has no nullable annotations.
#nullable disable annotations

namespace Azure.Messaging.ServiceBus;

public class ServiceBusClientOptions
{
    public ServiceBusClientOptions()
    {
    }

    /// <summary>Names the client to the broker.</summary>
    public string Identifier { get; set; }
}
