namespace ToskaMesh.Shared.Registry;

/// <summary>The sizes of a registration's parts.</summary>
public static class RegistrationLimits
{
    public const int Tags = 64;

    public const int TagLength = 128;

    public const int MetadataKeys = 64;

    public const int MetadataKeyLength = 128;

    public const int MetadataValueLength = 1024;

    /// <summary>Of all keys and values together, in characters.</summary>
    public const int MetadataLength = 32 * 1024;

    public const int ZoneLength = 64;

    public const int VersionLength = 64;

    public const int EndpointLength = 1024;

    /// <summary>Of maintenance.</summary>
    public const int ReasonLength = 256;

    /// <summary>In characters.</summary>
    public const int BodyMatchLength = 256;

    /// <summary>The name of a service in a grpc check.</summary>
    public const int GrpcServiceLength = 256;

    public const int OutputLength = 4 * 1024;

    public const int Weight = 65535;

    public const int Port = 65535;

    public const int Threshold = 100;
}
