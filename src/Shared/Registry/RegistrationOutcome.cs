namespace ToskaMesh.Shared.Registry;

public enum RegistrationOutcome
{
    Created,

    /// <summary>Another body for a known id: what differs was changed.</summary>
    Updated,

    /// <summary>The same body again: only the lease was renewed.</summary>
    Renewed,

    /// <summary>The caller may not write this service.</summary>
    Forbidden,

    /// <summary>The caller may not loosen the service's access.</summary>
    AccessForbidden,

    /// <summary>The id belongs to a live instance of another service.</summary>
    IdHeld,

    /// <summary>The address and port belong to a live instance of another service, or to an imported one.</summary>
    AddressHeld,

    /// <summary>The id belongs to an instance that is imported: only its source changes it.</summary>
    Imported,
}
