namespace ToskaMesh.Cli.Launch;

/// <summary>In the order in which they start; they stop in the opposite order.</summary>
internal enum ChildRole
{
    ControlPlane,
    Gateway,

    /// <summary>Not started again when it ends: to see the mesh notice is what samples are for.</summary>
    Sample,
}
