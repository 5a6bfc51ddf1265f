namespace ToskaMesh.Functions.Tests.Messaging.ServiceBus;

/// <summary>Tests on the one topic, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class TopicCollection
{
    public const string Name = "topic";
}
