namespace ToskaMesh.Shared.Routing;

public enum PublicationOutcome
{
    Published,

    /// <summary>The stored table says the same already.</summary>
    Unchanged,

    /// <summary>A store that is new waits before it replaces the table of an older one: instances are still registering.</summary>
    Held,
}
