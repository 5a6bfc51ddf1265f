namespace ToskaMesh.Shared.KubernetesSync;

/// <summary>The annotations of a Service that the mesh understands (docs/kubernetes-services.md).</summary>
public static class KubernetesAnnotations
{
    /// <summary><c>"true"</c> imports the Service; anything else does not.</summary>
    public const string Register = "toskamesh.io/register";

    /// <summary>The service's name in the mesh, where it is not the Service's own.</summary>
    public const string Service = "toskamesh.io/service";

    /// <summary>Name or number of the Service's port, where it has several.</summary>
    public const string Port = "toskamesh.io/port";

    /// <summary>http, https or h2c; otherwise the port's appProtocol says it.</summary>
    public const string Scheme = "toskamesh.io/scheme";

    public const string Weight = "toskamesh.io/weight";

    /// <summary>Separated by commas.</summary>
    public const string Tags = "toskamesh.io/tags";

    /// <summary>What follows is the key of the instances' metadata.</summary>
    public const string MetadataPrefix = "metadata.toskamesh.io/";
}
