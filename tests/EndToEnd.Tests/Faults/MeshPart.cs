namespace ToskaMesh.EndToEnd.Tests.Faults;

/// <summary>A process of the profile <c>local</c> that may fail.</summary>
public enum MeshPart
{
    PostgreSql,
    Redis,
    RabbitMq,
    Azurite,
    FunctionApp,
    Gateway,
}
