namespace ToskaMesh.Shared.Messaging;

/// <summary>The types of the mesh's events. A changed meaning gets a new version, never the same name.</summary>
public static class EventTypes
{
    public const string ServiceRegistered = "toskamesh.service.registered.v1";

    public const string ServiceUpdated = "toskamesh.service.updated.v1";

    public const string ServiceDeregistered = "toskamesh.service.deregistered.v1";

    public const string HealthChanged = "toskamesh.service.health-changed.v1";

    public const string CommandRequested = "toskamesh.command.requested.v1";

    public const string CommandExpired = "toskamesh.command.expired.v1";

    /// <summary>The subject is <c>name@environment</c>.</summary>
    public const string ConfigurationChanged = "toskamesh.configuration.changed.v1";

    /// <summary>Of each step of a rollout; the subject is <c>name@environment</c>.</summary>
    public const string ConfigurationRollout = "toskamesh.configuration.rollout.v1";

    /// <summary>Of all that the audit records; the action and <c>.v1</c> follow.</summary>
    public const string SecurityPrefix = "toskamesh.security.";

    /// <summary>What the registry tells of instances; the subject is an instance id.</summary>
    public static IReadOnlyList<string> OfInstances { get; } = [ServiceRegistered, ServiceUpdated, ServiceDeregistered, HealthChanged];
}
