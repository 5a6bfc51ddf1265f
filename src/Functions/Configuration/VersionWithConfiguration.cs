namespace ToskaMesh.Functions.Configuration;

internal sealed class VersionWithConfiguration
{
    public required ConfigurationVersionRow Version { get; init; }

    public required ConfigurationRow Configuration { get; init; }
}
