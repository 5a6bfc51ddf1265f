namespace ToskaMesh.Functions.Access;

/// <summary>Who may call a function. What a caller may do to which service is decided where it is done.</summary>
public enum AccessLevel
{
    Anonymous = 0,

    /// <summary>Any caller with a valid API key, or an access token for the control plane.</summary>
    Authenticated = 1,

    Admin = 2,

    /// <summary>A gateway, or an Admin.</summary>
    Gateway = 3,

    /// <summary>A person, by a token of their own session: what is there is about themselves.</summary>
    User = 4,
}
