namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a name in a Service Bus namespace stands for.</summary>
public enum ServiceBusEntityType
{
    Queue = 0,
    Topic = 1,
}
