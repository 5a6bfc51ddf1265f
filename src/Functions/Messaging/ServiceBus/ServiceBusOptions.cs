namespace ToskaMesh.Functions.Messaging.ServiceBus;

/// <summary>Where the Service Bus namespace is: the setting that the triggers name, too.</summary>
internal sealed class ServiceBusOptions
{
    public const string Setting = "Mesh:ServiceBus";

    /// <summary>The setting as a whole: a connection string, with its key. Empty where the app's identity is used.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Its part of this name: such as <c>mesh.servicebus.windows.net</c>, for the app's identity.</summary>
    public string FullyQualifiedNamespace { get; set; } = "";
}
