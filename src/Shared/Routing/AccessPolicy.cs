namespace ToskaMesh.Shared.Routing;

/// <summary>Who may call a service through the gateway. The default denies anonymous callers.</summary>
public enum AccessPolicy
{
    Authenticated = 0,
    Anonymous = 1,
}
