namespace ToskaMesh.EndToEnd.Tests.Running;

/// <summary>With what adapters a mesh runs.</summary>
public enum MeshProfile
{
    Embedded,
    Local,
}
