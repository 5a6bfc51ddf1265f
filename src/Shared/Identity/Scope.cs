namespace ToskaMesh.Shared.Identity;

/// <summary>Rights beyond those of a role. An Admin has all of them.</summary>
public static class Scope
{
    /// <summary>May open a service to anonymous callers.</summary>
    public const string OpenRoutes = "routes:open";

    /// <summary>May command services.</summary>
    public const string SendCommands = "commands:send";

    /// <summary>May read configurations as they are written: with references to secrets, without secrets.</summary>
    public const string ReadConfigurations = "configurations:read";
}
