namespace ToskaMesh.Shared.Configuration;

/// <summary>What a configuration is about.</summary>
public enum ConfigurationKind
{
    /// <summary>What instances of services get.</summary>
    Settings = 0,

    /// <summary>An explicit route: it is for gateways, and never a layer of what instances get.</summary>
    Route,
}
