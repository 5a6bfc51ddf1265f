namespace ToskaMesh.Shared.Identity;

/// <summary>What a caller is. Roles say who, scopes say what beyond the role's own rights.</summary>
public enum Role
{
    /// <summary>A registered service: writes its own services' registrations only.</summary>
    Service = 0,

    Admin = 1,

    /// <summary>A gateway: reports what it sees, and registers nothing.</summary>
    Gateway = 2,

    /// <summary>A person: reads, and manages their own account.</summary>
    User = 3,
}
