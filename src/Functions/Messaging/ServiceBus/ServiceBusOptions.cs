namespace ToskaMesh.Functions.Messaging.ServiceBus;

/// <summary>Where the Service Bus namespace is: the setting that the triggers name, too.</summary>
internal sealed class ServiceBusOptions
{
    public const string Setting = "Mesh:ServiceBus";

    /// <summary>The Service Bus namespace as a connection string, with its key. Empty where the app's identity is used. Secret.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Instead of it, the namespace's name, such as <c>mesh.servicebus.windows.net</c>, opened by the app's identity.</summary>
    public string FullyQualifiedNamespace { get; set; } = "";
}
