namespace ToskaMesh.Shared.Configuration;

/// <summary>How the content of a configuration is written.</summary>
public enum ConfigurationFormat
{
    /// <summary>YAML 1.2 with its core schema.</summary>
    Yaml = 0,

    /// <summary>RFC 8259.</summary>
    Json = 1,
}
