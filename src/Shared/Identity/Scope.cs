namespace ToskaMesh.Shared.Identity;

/// <summary>Rights beyond those of a role. An Admin has all of them.</summary>
public static class Scope
{
    /// <summary>May let more callers into a service, or have it given what they authenticate with.</summary>
    public const string OpenRoutes = "routes:open";

    /// <summary>May command services.</summary>
    public const string SendCommands = "commands:send";

    public static IReadOnlyList<string> All { get; } = [OpenRoutes, SendCommands];
}
