namespace ToskaMesh.Shared.Configuration.Layers;

/// <summary>How special a configuration is; of two that say different things the higher one holds.</summary>
public enum ConfigurationLayer
{
    /// <summary>For everybody, everywhere.</summary>
    Default = 0,

    /// <summary>For everybody in one environment.</summary>
    Environment = 1,

    /// <summary>For some services.</summary>
    Service = 2,

    /// <summary>For instances with some labels.</summary>
    Instance = 3,
}
